using LaptopAgents.Domain;

namespace LaptopAgents.Engine;

/// <summary>
/// A command that passed the risk gate. Only the engine can make one, and a default value cannot be used: reading its command throws.
/// It is a struct because an order must not cost an object.
/// </summary>
public readonly struct RiskApproved<TCommand>
    where TCommand : struct
{
    private readonly TCommand _command;
    private readonly bool _isApproved;

    internal RiskApproved(in TCommand command)
    {
        _command = command;
        _isApproved = true;
    }

    /// <summary>The approved command.</summary>
    /// <exception cref="InvariantViolation">Nothing was approved.</exception>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref readonly TCommand Command
    {
        get
        {
            Invariant.That(_isApproved);
            return ref _command;
        }
    }
}
