namespace LaptopAgents.Domain;

/// <summary>
/// Our name for an order: session prefix and an account-wide counter that is persisted before use. Derived, never random and never
/// reused, so that a replay recognises its own orders and a venue can refuse a duplicate.
/// </summary>
/// <param name="Session">Prefix of the session that created the order.</param>
/// <param name="Sequence">Place in the account's sequence, from 1. Zero means "no order".</param>
public readonly record struct ClientOrderId(uint Session, long Sequence)
{
    public bool IsNone => Sequence == 0;

    public override string ToString() => $"{Session:x8}-{Sequence:x}";
}
