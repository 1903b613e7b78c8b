using System.Globalization;
using System.Text;

namespace LaptopAgents.Runtime.Observability;

/// <summary>
/// Lines in files of one UTC day and a bounded size: <c>NAME-20250504.jsonl</c>, <c>NAME-20250504.2.jsonl</c> and so on. Of all log
/// files in the folder the newest are kept. A disk that refuses costs lines and nothing else: they are counted, and told when it is well.
/// </summary>
internal sealed class RotatingFile(string folder, string name, long maxBytes, int filesKept, TimeProvider time) : IDisposable
{
    private const string Extension = ".jsonl";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private FileStream? _file;
    private string _day = "";
    private int _part = 1;
    private long? _failedAt;

    /// <summary>Lines that could not be written since the last that could.</summary>
    public long Lost { get; private set; }

    public void Write(string line)
    {
        if (_failedAt is { } failed && time.GetElapsedTime(failed) < Patience)
        {
            Lost++;
            return;
        }

        try
        {
            var bytes = Utf8.GetBytes(line + "\n");
            Open(bytes.Length).Write(bytes);
            (_failedAt, Lost) = (null, 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Lost++;
            _failedAt = time.GetTimestamp();
            Close();
        }
    }

    public void Dispose() => Close();

    private FileStream Open(int next)
    {
        var day = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (_file is not null && day == _day && _file.Length + next <= maxBytes) return _file;
        Close();
        if (day != _day) (_day, _part) = (day, 1);
        Directory.CreateDirectory(folder);
        // A session that is resumed goes on where it stopped.
        while (File.Exists(PathOf(_part + 1))) _part++;
        while (new FileInfo(PathOf(_part)) is { Exists: true } full && full.Length + next > maxBytes) _part++;
        _file = new FileStream(PathOf(_part), FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        DeleteOld();
        return _file;
    }

    private string PathOf(int part) => Path.Combine(
        folder, part == 1 ? $"{name}-{_day}{Extension}" : string.Create(CultureInfo.InvariantCulture, $"{name}-{_day}.{part}{Extension}"));

    private void DeleteOld()
    {
        var files = new DirectoryInfo(folder).GetFiles("*" + Extension).OrderByDescending(file => file.LastWriteTimeUtc).ThenByDescending(file => file.Name, StringComparer.Ordinal);
        foreach (var file in files.Skip(filesKept))
            if (file.FullName != _file?.Name) file.Delete();
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written has been counted.
        }

        _file = null;
    }
}
