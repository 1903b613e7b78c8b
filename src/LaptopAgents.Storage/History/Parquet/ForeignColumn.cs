using LaptopAgents.Domain;
using Parquet;
using Parquet.Schema;

namespace LaptopAgents.Storage;

/// <summary>One column of a foreign file as nanoseconds or 10⁻⁸ units.</summary>
internal static class ForeignColumn
{
    /// <exception cref="InvalidDataException">The column holds a missing value, no number, or one that does not fit.</exception>
    public static async Task<long[]> ReadAsync(ParquetRowGroupReader rows, DataField field, bool isTime)
    {
        var type = field.ClrType;
        if (isTime && type == typeof(DateTime)) return await ConvertAsync<DateTime>(rows, field, time => checked((time.Ticks - DateTime.UnixEpoch.Ticks) * 100));
        if (type == typeof(long)) return await ConvertAsync<long>(rows, field, value => Whole(value, isTime));
        if (type == typeof(int)) return await ConvertAsync<int>(rows, field, value => Whole(value, isTime));
        if (type == typeof(ulong)) return await ConvertAsync<ulong>(rows, field, value => Whole(checked((long)value), isTime));
        if (isTime) throw new InvalidDataException($"The column '{field.Name}' is {type.Name}, not a time.");
        if (type == typeof(double)) return await ConvertAsync<double>(rows, field, value => Units(value, field));
        if (type == typeof(float)) return await ConvertAsync<float>(rows, field, value => Units(decimal.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture)));
        if (type == typeof(decimal)) return await ConvertAsync<decimal>(rows, field, Units);
        throw new InvalidDataException($"The column '{field.Name}' is {type.Name}, not a number.");
    }

    private static async Task<long[]> ConvertAsync<T>(ParquetRowGroupReader rows, DataField field, Func<T, long> convert)
        where T : struct
    {
        var count = checked((int)rows.RowCount);
        var result = new long[count];
        if (field.IsNullable)
        {
            var values = new T?[count];
            await rows.ReadAsync<T>(field, values.AsMemory());
            for (var i = 0; i < count; i++)
                result[i] = convert(values[i] ?? throw new InvalidDataException($"The column '{field.Name}' has no value in row {i + 1}."));
        }
        else
        {
            var values = new T[count];
            await rows.ReadAsync<T>(field, values.AsMemory());
            for (var i = 0; i < count; i++) result[i] = convert(values[i]);
        }

        return result;
    }

    private static long Whole(long value, bool isTime)
    {
        if (!isTime) return checked(value * FixedPoint.One);
        return TimeText.TryFromNumber(value, out var nanos, out _) ? nanos : throw new InvalidDataException($"{value} is not a time.");
    }

    // A double that came from a decimal of up to 15 digits goes back to exactly that decimal through its shortest text, which the
    // conversion to decimal rounds to 15 digits.
    private static long Units(double value, DataField field)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 9e10) throw new InvalidDataException($"The column '{field.Name}' holds {value}, which is no amount.");
        return FixedPoint.FromDecimal((decimal)value, Rounding.HalfEven);
    }

    private static long Units(decimal value) => FixedPoint.FromDecimal(value, Rounding.HalfEven);
}
