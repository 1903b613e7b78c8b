using System.Diagnostics.CodeAnalysis;

namespace LaptopAgents.Bitunix;

/// <summary>The answer of a venue call: a value or an expected failure.</summary>
public readonly struct VenueResult<T>
{
    private readonly T? _value;
    private readonly bool _hasValue;

    private VenueResult(T? value, bool hasValue, VenueError? error) => (_value, _hasValue, Error) = (value, hasValue, error);

    /// <summary>The failure; null when the call succeeded.</summary>
    public VenueError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => _hasValue;

    /// <exception cref="InvalidOperationException">The call failed.</exception>
    public T Value => _hasValue ? _value! : throw new InvalidOperationException($"The call has no value. {Error}");

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return _hasValue;
    }

    /// <summary>The same answer in another form.</summary>
    public VenueResult<TOther> Select<TOther>(Func<T, TOther> form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return _hasValue ? new(form(_value!), true, null) : new(default, false, Error);
    }

    internal static VenueResult<T> Of(T value) => new(value, true, null);

    internal static VenueResult<T> Failed(VenueError error) => new(default, false, error);
}

/// <summary>Makes results without naming their type.</summary>
public static class VenueResult
{
    public static VenueResult<T> Ok<T>(T value) => VenueResult<T>.Of(value);

    public static VenueResult<T> Fail<T>(VenueError error) => VenueResult<T>.Failed(error);
}
