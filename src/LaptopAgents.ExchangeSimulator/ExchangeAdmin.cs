using System.Text.Json;
using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>What <c>/sim/</c> offers over HTTP, for whoever runs the exchange inside the same process.</summary>
public sealed class ExchangeAdmin
{
    private readonly Exchange _exchange;
    private readonly AdminDesk _desk;

    internal ExchangeAdmin(Exchange exchange) => (_exchange, _desk) = (exchange, new AdminDesk(exchange));

    /// <summary>The market's time.</summary>
    public Timestamp Now
    {
        get
        {
            lock (_exchange.Gate) return new Timestamp(_exchange.Now);
        }
    }

    /// <summary>Every event of the data has happened.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_exchange.Gate) return _exchange.HasEnded;
        }
    }

    /// <summary>Market seconds a second; 0: stepped.</summary>
    public double Speed
    {
        get
        {
            lock (_exchange.Gate) return _exchange.Speed;
        }

        set
        {
            lock (_exchange.Gate) _exchange.Speed = value;
        }
    }

    /// <summary>Lets market time pass on an exchange whose clock is stepped.</summary>
    public void Step(Duration time)
    {
        lock (_exchange.Gate) _exchange.AdvanceTo(_exchange.Now + time.Nanos);
    }

    /// <summary>Lets everything happen up to and including an instant.</summary>
    public void StepTo(Timestamp time)
    {
        lock (_exchange.Gate) _exchange.AdvanceTo(time.UnixNanos);
    }

    /// <summary>Changes the exchange's habits.</summary>
    public void Change(Action<Quirks> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_exchange.Gate) change(_exchange.Quirks);
    }

    /// <summary>Changes what a client may ask for.</summary>
    public void Change(Action<ExchangeLimits> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_exchange.Gate) change(_exchange.Limits);
    }

    /// <summary>Opens an account.</summary>
    /// <exception cref="ArgumentException">The name or the key is taken.</exception>
    public void AddAccount(AccountOptions account)
    {
        ArgumentNullException.ThrowIfNull(account);
        lock (_exchange.Gate) _exchange.Accounts.Add(account);
    }

    /// <summary>The account's start + realised − fees + funding + deposits.</summary>
    public Money Wallet(string account)
    {
        lock (_exchange.Gate) return Find(account).Wallet;
    }

    /// <summary>Adds a fault, or a schedule of them, as <c>POST /sim/faults</c> takes it.</summary>
    /// <exception cref="ArgumentException">The text says no fault; the message says why.</exception>
    public void AddFault(string json)
    {
        using var document = JsonDocument.Parse(json);
        lock (_exchange.Gate)
        {
            if (_desk.Add(document.RootElement) is { } problem) throw new ArgumentException(problem);
        }
    }

    /// <summary>Takes habits, limits and faults from one text: <c>{"quirks": {…}, "limits": {…}, "faults": [{…}]}</c>, each as <c>/sim/</c> takes it.</summary>
    /// <exception cref="ArgumentException">Something in it cannot be taken; the message says what.</exception>
    public void Set(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"It is not JSON: {error.Message}", error);
        }

        using (document)
            lock (_exchange.Gate)
            {
                if (_desk.Set(document.RootElement) is { } problem) throw new ArgumentException(problem);
            }
    }

    /// <summary>Ends every fault.</summary>
    public void ClearFaults()
    {
        lock (_exchange.Gate) _exchange.Faults.Clear();
    }

    private ExchangeAccount Find(string account) =>
        _exchange.Accounts.ByName(account) ?? throw new ArgumentException($"There is no account '{account}'.", nameof(account));
}
