using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LaptopAgents.Domain;

/// <summary>A rule that must hold for money to be safe. It is checked in production too, and nothing catches it.</summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantViolation"/> with the rule's own text when it does not hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void That(
        [DoesNotReturnIf(false)] bool holds,
        [CallerArgumentExpression(nameof(holds))] string rule = "")
    {
        if (!holds) Throw(rule);
    }

    // A throw in a method of its own keeps every caller small enough to be inlined.
    [DoesNotReturn]
    private static void Throw(string rule) => throw new InvariantViolation(rule);
}

/// <summary>A broken invariant: the host halts trading, alerts and exits; the next start goes through recovery.</summary>
public sealed class InvariantViolation(string rule) : Exception($"Broken invariant: {rule}");
