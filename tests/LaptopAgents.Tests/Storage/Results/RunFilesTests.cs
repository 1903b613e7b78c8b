using System.Globalization;
using CsCheck;
using LaptopAgents.Domain;
using LaptopAgents.Storage;

namespace LaptopAgents.Tests.Storage.Results;

public sealed class RunFilesTests
{
    private static readonly RunFileOptions CsvOnly = new() { Parquet = false };

    [Fact]
    public void A_fill_is_written_as_documented()
    {
        var result = ResultFixture.Empty();
        var entry = new FillRecord
        {
            FillId = 1, OrderId = new ClientOrderId(42, 31), Time = ResultFixture.Time("2025-05-04T15:33:00.0059Z"), Instrument = ResultFixture.Btc.Id,
            Side = Side.Buy, Price = Price.FromDecimal(95_123.4m), Quantity = Quantity.FromDecimal(0.125m), Liquidity = LiquidityRole.Taker,
            Fee = Money.FromDecimal(7.13425500m), ReferencePrice = Price.FromDecimal(95_100m), SpreadCost = default, SlippageCost = default,
            RealisedPnl = default, Purpose = OrderPurpose.Entry, Flags = FillFlags.None,
        };
        result.Fills.Add(entry);
        result.Fills.Add(entry with
        {
            FillId = 2,
            OrderId = default,
            Side = Side.Sell,
            Liquidity = LiquidityRole.Maker,
            Fee = Money.FromDecimal(-0.00000001m),
            Purpose = OrderPurpose.Liquidation,
            Instrument = ResultFixture.Eth.Id,
        });

        Assert.Equal(
            """
            fill_id,order_id,time,symbol,side,price,qty,liquidity,fee,reference_price,reason
            1,0000002a-1f,2025-05-04T15:33:00.005Z,BTCUSDT,buy,95123.4,0.125,taker,7.134255,95100,entry
            2,,2025-05-04T15:33:00.005Z,ETHUSDT,sell,95123.4,0.125,maker,-0.00000001,95100,liquidation

            """.ReplaceLineEndings("\n"),
            WriteCsv(result, "fills.csv"));
    }

    [Fact]
    public void A_trade_is_written_as_documented()
    {
        var result = ResultFixture.Empty();
        result.Trades.Add(new TradeRecord
        {
            TradeId = 1, Instrument = ResultFixture.Btc.Id, Side = Side.Sell, Quantity = Quantity.FromDecimal(2m),
            EntryTime = ResultFixture.Time("2024-12-31T23:59:00Z"), EntryPrice = Price.FromDecimal(100.05m),
            ExitTime = ResultFixture.Time("2025-01-01T00:00:00Z"), ExitPrice = Price.FromDecimal(90m), GrossPnl = Money.FromDecimal(20.1m),
            Fees = Money.FromDecimal(0.1m), Funding = Money.FromDecimal(-0.05m), NetPnl = Money.FromDecimal(19.95m), SpreadCost = default,
            SlippageCost = default, InitialRisk = Money.FromDecimal(10m), StopPrice = Price.FromDecimal(105.05m), TargetPrice = default,
            MaxAdverseExcursion = Money.FromDecimal(-3m), MaxFavourableExcursion = Money.FromDecimal(25m), BarsHeld = 1,
            EntryOrderId = new ClientOrderId(1, 1), EntryReason = "swept the high, then \"closed\" below", ExitPurpose = OrderPurpose.EndOfRun,
            ExitReason = null, Flags = FillFlags.None,
        });

        Assert.Equal(
            """
            trade_id,symbol,side,qty,entry_time,entry_price,exit_time,exit_price,gross_pnl,fees,funding,net_pnl,r_multiple,mae,mfe,bars_held,entry_reason,exit_reason
            1,BTCUSDT,short,2,2024-12-31T23:59:00.000Z,100.05,2025-01-01T00:00:00.000Z,90,20.1,0.1,-0.05,19.95,1.995,-3,25,1,"swept the high, then ""closed"" below",end_of_run

            """.ReplaceLineEndings("\n"),
            WriteCsv(result, "trades.csv"));
    }

    [Fact]
    public void Funding_and_equity_are_written_as_documented()
    {
        var result = ResultFixture.Empty();
        var time = ResultFixture.Time("2025-05-04T16:00:00Z");
        result.Funding.Add(new FundingRecord(time, ResultFixture.Btc.Id,
            FundingPayment.For(Quantity.FromDecimal(-0.5m), Price.FromDecimal(95_000m), Rate.FromBps(1m), isMarkAssumed: false)));
        result.Equity.Add(time, Money.FromDecimal(10_000m));
        result.Equity.Change(Money.FromDecimal(9_999.5m), Quantity.FromDecimal(-0.5m));
        result.Equity.Add(time + Duration.FromMinutes(1), Money.FromDecimal(10_001.25m));

        Assert.Equal(
            "time,symbol,position,mark_price,rate,amount\n2025-05-04T16:00:00.000Z,BTCUSDT,-0.5,95000,0.0001,4.75\n",
            WriteCsv(result, "funding.csv"));
        Assert.Equal(
            "time,equity,cash,position,unrealised\n2025-05-04T16:00:00.000Z,10000,0,0,10000\n2025-05-04T16:01:00.000Z,10001.25,9999.5,-0.5,1.75\n",
            WriteCsv(result, "equity.csv"));
    }

    [Fact]
    public void Orders_leave_empty_what_does_not_apply()
    {
        var result = ResultFixture.Empty();
        var time = ResultFixture.Time("2025-05-04T16:00:00Z");
        result.Orders.Add(new OrderRecord
        {
            OrderId = new ClientOrderId(1, 1), ParentId = default, CreatedTime = time, ClosedTime = default, Instrument = ResultFixture.Btc.Id, Side = Side.Buy,
            Type = OrderType.Market, TimeInForce = TimeInForce.GoodTillCanceled, Purpose = OrderPurpose.Entry, ReduceOnly = false, PostOnly = true,
            Quantity = Quantity.FromDecimal(3m), LimitPrice = default, TriggerPrice = default, FilledQuantity = Quantity.FromDecimal(3m),
            FilledNotional = Money.FromDecimal(100m), Fees = default, Status = OrderStatus.Filled, Reason = OrderReason.None, Note = null,
            Sizing = new SizingNote(Money.FromDecimal(10_000m), 1.5m, default, Quantity.FromDecimal(4m), Quantity.FromDecimal(3m), OrderReason.LeverageLimit),
        });

        var line = WriteCsv(result, "orders.csv").Split('\n')[1];

        Assert.Equal(
            "00000001-1,,2025-05-04T16:00:00.000Z,,BTCUSDT,buy,market,good_till_canceled,entry,false,true,3,,,3,33.33333333,0,filled,,,10000,1.5,,4,3,leverage_limit",
            line);
    }

    [Fact]
    public void Every_text_survives_quoting() => ResultFixture.Random.Sample(result =>
    {
        var orders = new CsvText(WriteCsv(result, "orders.csv"));
        for (var i = 0; i < result.Orders.Count; i++) Assert.Equal(result.Orders[i].Note ?? "", orders[i, "note"]);
        Assert.Equal(result.Orders.Count, orders.Count);
    });

    [Fact]
    public void Every_trade_row_adds_up_in_the_text_alone() => ResultFixture.Random.Sample(result =>
    {
        var trades = new CsvText(WriteCsv(result, "trades.csv"));
        for (var i = 0; i < trades.Count; i++)
        {
            Assert.Equal(
                Decimal(trades[i, "net_pnl"]),
                Decimal(trades[i, "gross_pnl"]) - Decimal(trades[i, "fees"]) + Decimal(trades[i, "funding"]));
            Assert.Equal(result.Trades[i].NetPnl.ToDecimal(), Decimal(trades[i, "net_pnl"]));
        }
    });

    [Fact]
    public void Fills_and_funding_alone_reconcile_to_the_end_equity() => ResultFixture.Random.Sample(result =>
    {
        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, result, CsvOnly);
        var fills = CsvText.Read(directory.Path, "fills.csv");
        var funding = CsvText.Read(directory.Path, "funding.csv");
        var equity = CsvText.Read(directory.Path, "equity.csv");

        var cash = result.StartEquity.ToDecimal();
        var position = 0m;
        for (var i = 0; i < fills.Count; i++)
        {
            var signed = Decimal(fills[i, "qty"]) * (fills[i, "side"] == "buy" ? 1 : -1);
            cash -= signed * Decimal(fills[i, "price"]) + Decimal(fills[i, "fee"]);
            position += signed;
        }

        for (var i = 0; i < funding.Count; i++) cash += Decimal(funding[i, "amount"]);
        Assert.Equal(0m, position);
        Assert.Equal(result.EndEquity.ToDecimal(), cash);
        if (equity.Count > 0) Assert.Equal(cash, Decimal(equity[equity.Count - 1, "equity"]));
    });

    [Fact]
    public void Equity_rows_repeat_cash_and_position_until_they_change() => ResultFixture.Random.Sample(result =>
    {
        var rows = new CsvText(WriteCsv(result, "equity.csv"));
        var points = result.Equity.Points().ToList();
        Assert.Equal(points.Count, rows.Count);
        for (var i = 0; i < points.Count; i++)
        {
            Assert.Equal(points[i].Time.ToString(), rows[i, "time"]);
            Assert.Equal(points[i].Equity.ToString(), rows[i, "equity"]);
            Assert.Equal(points[i].Cash.ToString(), rows[i, "cash"]);
            Assert.Equal(points[i].Position.ToString(), rows[i, "position"]);
            Assert.Equal(points[i].Unrealised.ToString(), rows[i, "unrealised"]);
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(1000)]
    public void A_thinned_curve_ends_with_the_last_point_and_keeps_its_figures(int interval) => ResultFixture.Random.Sample(result =>
    {
        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, result, CsvOnly with { EquityInterval = interval });
        var rows = CsvText.Read(directory.Path, "equity.csv");
        var expected = result.Equity.Points().Reverse().Where((_, i) => i % interval == 0).Reverse().ToList();
        Assert.Equal(expected.Select(point => point.Time.ToString()), Enumerable.Range(0, rows.Count).Select(i => rows[i, "time"]));
        Assert.Equal(expected.Select(point => point.Cash.ToString()), Enumerable.Range(0, rows.Count).Select(i => rows[i, "cash"]));
    }, iter: 20);

    [Fact]
    public void The_files_do_not_depend_on_the_culture()
    {
        var result = ResultFixture.Build(seed: 1, steps: 60);
        using var plain = new TempDirectory();
        using var hostile = new TempDirectory();
        RunFiles.Write(plain.Path, result, new RunFileOptions());
        HostileCulture.Run(() => RunFiles.Write(hostile.Path, result, new RunFileOptions()));
        Assert.NotEmpty(Directory.GetFiles(plain.Path));
        foreach (var file in Directory.GetFiles(plain.Path))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(hostile[Path.GetFileName(file)]));
    }

    [Fact]
    public void Each_table_is_written_in_both_formats_and_nothing_else_is_left()
    {
        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, ResultFixture.Empty(), new RunFileOptions());
        Assert.Equal(
            ["equity.csv", "equity.parquet", "fills.csv", "fills.parquet", "funding.csv", "funding.parquet", "orders.csv", "orders.parquet", "trades.csv", "trades.parquet"],
            Directory.GetFiles(directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_missing_directory_is_named_with_the_remedy()
    {
        using var directory = new TempDirectory();
        var missing = directory["no-such-run"];
        var error = Assert.Throws<RunFileException>(() => RunFiles.Write(missing, ResultFixture.Empty(), new RunFileOptions()));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Contains("create it, or choose another output directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_partial_one()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["a.csv"], "old");
        Assert.Throws<RunFileException>(() => AtomicFile.Write(directory["a.csv"], stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device", hresult: 28);
        }));
        Assert.Equal("old", File.ReadAllText(directory["a.csv"]));
        Assert.Single(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void A_full_disk_is_called_a_full_disk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        using var directory = new TempDirectory();
        File.CreateSymbolicLink(directory["fills.csv.partial"], "/dev/full");
        var error = Assert.Throws<RunFileException>(() => RunFiles.Write(directory.Path, ResultFixture.Empty(), CsvOnly));
        Assert.Contains(directory["fills.csv"], error.Message, StringComparison.Ordinal);
        Assert.Contains("The disk is full; free some space", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(directory["fills.csv"]));
    }

    private static string WriteCsv(RunResult result, string name)
    {
        using var directory = new TempDirectory();
        RunFiles.Write(directory.Path, result, CsvOnly);
        return File.ReadAllText(directory[name]);
    }

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
