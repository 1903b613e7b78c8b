using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Results;

/// <summary>The page that users rely on says what the code does.</summary>
public sealed class OutputsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "OUTPUTS.md"));

    public static TheoryData<string> Tables => ["orders", "fills", "trades", "funding", "equity"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_column_is_documented_under_its_table_with_whether_it_can_be_empty(string table)
    {
        var section = Page[Page.IndexOf($"### `{table}`", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n###", 5, StringComparison.Ordinal)];
        Assert.All(ColumnsOf(table), column =>
        {
            Assert.Contains($"`{column.Name}`", section, StringComparison.Ordinal);
            Assert.Equal(column.IsOptional, section.Contains($"`{column.Name}` ○", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("fills", "fill_id,order_id,time,symbol,side,price,qty,liquidity,fee,reference_price,reason")]
    [InlineData("trades", "trade_id,symbol,side,qty,entry_time,entry_price,exit_time,exit_price,gross_pnl,fees,funding,net_pnl,r_multiple,mae,mfe,bars_held,entry_reason,exit_reason")]
    [InlineData("funding", "time,symbol,position,mark_price,rate,amount")]
    [InlineData("equity", "time,equity,cash,position,unrealised")]
    public void Columns_that_others_read_keep_their_names_and_order(string table, string columns) =>
        Assert.Equal(columns, string.Join(',', ColumnsOf(table).Select(column => column.Name)));

    [Fact]
    public void Every_word_that_a_table_can_hold_is_documented()
    {
        foreach (var words in new[]
        {
            Words.Sides, Words.Directions, Words.OrderTypes, Words.TimesInForce, Words.Liquidities, Words.Purposes, Words.Statuses,
        })
        {
            for (var i = 0; i < words.Count; i++)
                Assert.Contains($"`{System.Text.Encoding.ASCII.GetString(words[i])}`", Page, StringComparison.Ordinal);
        }
    }

    private static Column[] ColumnsOf(string table) =>
        table == "equity" ? EquityTable.Columns : ResultTable.All.Single(known => known.Name == table).Columns;

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LaptopAgents.slnx"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
