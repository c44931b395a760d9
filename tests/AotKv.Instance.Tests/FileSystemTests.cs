using AotKv.Instance.Configuration;
using AotKv.Server.CommandLine;

namespace AotKv.Instance.Tests;

/// <summary>The real files behind the configuration, in a directory of the test's own.</summary>
public sealed class FileSystemTests : IDisposable
{
    readonly string directory = Directory.CreateTempSubdirectory("aotkv").FullName;
    readonly ConfigurationFileSystem files = new();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    string At(string name) => Path.Combine(directory, name);

    [Fact]
    public void Failures_have_the_operating_systems_words()
    {
        Assert.False(files.TryRead(At("none"), out _, out var reason));
        Assert.Equal("No such file or directory", reason);
        Assert.False(files.TryChangeDirectory(At("none"), out reason));
        Assert.Equal("No such file or directory", reason);
        Assert.False(files.TryOpenForAppend(At("none/log"), out reason));
        Assert.Equal("No such file or directory", reason);
    }

    [Fact]
    public void Patterns_find_files_sorted_and_skip_hidden_ones()
    {
        foreach (var name in new[] { "b.conf", "a.conf", ".c.conf", "d.txt" }) File.WriteAllText(At(name), "");
        Assert.Equal([At("a.conf"), At("b.conf")], files.FindMatches(At("*.conf")));
        Assert.Equal([At("b.conf")], files.FindMatches(At("[!a].con?")));
        Assert.Empty(files.FindMatches(At("none/*.conf")));
    }

    [Fact]
    public void Replacing_leaves_one_file_with_the_bytes()
    {
        File.WriteAllText(At("f"), "old");
        Assert.True(files.TryReplace(At("f"), "n\u00ffw", out _));
        Assert.Equal([0x6e, 0xff, 0x77], File.ReadAllBytes(At("f")));
        Assert.Single(Directory.GetFiles(directory));
    }
}
