using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LaptopAgents.Strategies;
using Spectre.Console;

namespace LaptopAgents.Cli.Commands;

/// <summary>Prints strategies: a table on a terminal, plain lines where the output is read by something else.</summary>
internal static class StrategiesView
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteList(IReadOnlyList<StrategyDescription> strategies, TextWriter to)
    {
        if (!IsTerminal(to))
        {
            foreach (var strategy in strategies) to.Write($"{strategy.Name}  {strategy.Summary}\n");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Strategy", "What it does");
        foreach (var strategy in strategies) table.AddRow(Markup.Escape(strategy.Name), Markup.Escape(strategy.Summary));
        AnsiConsole.Write(table);
        to.Write("Settings of one: la strategies NAME\n");
    }

    public static void WriteOne(StrategyDescription strategy, TextWriter to)
    {
        to.Write($"{strategy.Name}: {strategy.Summary}\n");
        if (!IsTerminal(to))
        {
            foreach (var known in strategy.Parameters) to.Write($"{known.Key} = {known.Default}  # {known.Range}: {known.Meaning}\n");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Setting", "Default", "Range", "Meaning");
        foreach (var known in strategy.Parameters)
            table.AddRow(Markup.Escape(known.Key), Markup.Escape(known.Default), Markup.Escape(known.Range), Markup.Escape(known.Meaning));
        AnsiConsole.Write(table);
    }

    public static void WriteJson(IReadOnlyList<StrategyDescription> strategies, TextWriter to)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_indented))
        {
            json.WriteStartArray();
            foreach (var strategy in strategies) Write(json, strategy);
            json.WriteEndArray();
        }

        to.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n");
    }

    private static void Write(Utf8JsonWriter json, StrategyDescription strategy)
    {
        json.WriteStartObject();
        json.WriteString("name", strategy.Name);
        json.WriteString("summary", strategy.Summary);
        json.WriteStartArray("parameters");
        foreach (var known in strategy.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("key", known.Key);
            json.WriteString("default", known.Default);
            json.WriteString("range", known.Range);
            json.WriteString("meaning", known.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A table is drawn only on the console itself: a test's writer or a pipe gets lines that programs can read.</summary>
    private static bool IsTerminal(TextWriter to) => ReferenceEquals(to, Console.Out) && !Console.IsOutputRedirected;
}
