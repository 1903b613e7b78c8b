using CsCheck;
using LaptopAgents.ExchangeSimulator;

namespace LaptopAgents.Tests.ExchangeSimulator.WebSocket;

/// <summary>Frames counted from bytes that come in any pieces.</summary>
public sealed class FrameMeterTests
{
    [Fact]
    public async Task Frames_of_every_length_are_counted_however_the_bytes_are_cut() =>
        await Gen.Select(Gen.Frequency((4, Gen.Int[0, 200]), (1, Gen.Int[60_000, 70_000])).Array[1, 8], Gen.Int[1, 4_000]).SampleAsync(async (lengths, piece) =>
        {
            using var bytes = new MemoryStream([.. lengths.SelectMany(Frame)]);
            // One less than there are: the last frame, and it alone, is one too many.
            var exceeded = 0;
            using var meter = new FrameMeter(bytes, Math.Max(1, lengths.Length - 1), TimeProvider.System) { Exceeded = () => exceeded++ };
            var buffer = new byte[piece];
            while (await meter.ReadAsync(buffer, CancellationToken.None) > 0)
            {
            }

            Assert.Equal(lengths.Length > 1 ? 1 : 0, exceeded);
        }, iter: 200);

    private static byte[] Frame(int length)
    {
        var header = length switch
        {
            < 126 => new byte[] { 0x81, (byte)(0x80 | length) },
            < 65_536 => [0x81, 0x80 | 126, (byte)(length >> 8), (byte)length],
            _ => [0x81, 0x80 | 127, 0, 0, 0, 0, 0, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
        };
        return [.. header, 1, 2, 3, 4, .. Enumerable.Repeat((byte)0x89, length)];
    }
}
