using LaptopAgents.Domain;

namespace LaptopAgents.ExchangeSimulator;

/// <summary>Everybody who has an account.</summary>
internal sealed class AccountBook(Exchange exchange)
{
    private readonly List<ExchangeAccount> _accounts = [];

    public IReadOnlyList<ExchangeAccount> All => _accounts;

    /// <exception cref="ArgumentException">The key or the name is taken.</exception>
    public ExchangeAccount Add(AccountOptions options)
    {
        if (_accounts.Exists(account => account.Options.ApiKey == options.ApiKey || account.Options.Name == options.Name))
            throw new ArgumentException($"An account '{options.Name}', or one with its key, is there already. Choose another name and key.");
        var added = new ExchangeAccount(exchange, options, _accounts.Count);
        _accounts.Add(added);
        return added;
    }

    public ExchangeAccount? ByKey(string? apiKey) => _accounts.Find(account => account.Options.ApiKey == apiKey);

    public ExchangeAccount? ByName(string? name) => _accounts.Find(account => account.Options.Name == name);

    public void OnMarket(in EngineEvent next)
    {
        foreach (var account in _accounts) account.OnMarket(in next);
    }
}
