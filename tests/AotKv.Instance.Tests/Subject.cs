using AotKv.Instance.Configuration;

namespace AotKv.Instance.Tests;

/// <summary>A configuration under test, with its files.</summary>
sealed class Subject
{
    public static readonly SetPermissions Anything = new(ChangesProtected: true, IsLoading: false);

    public Subject(MemoryFiles? files = null)
    {
        Files = files ?? new MemoryFiles();
        Configuration = new(new ConfigurationDefaults(IoThreads: 1, Directory: "/start"), Files);
    }

    public MemoryFiles Files { get; }

    public Instance.Configuration.Configuration Configuration { get; }

    /// <summary>The text as the file /start/valkey.conf.</summary>
    public LoadFailure? LoadFile(string text)
    {
        Files.Contents["/start/valkey.conf"] = text;
        return Load(new ConfigurationSources("/start/valkey.conf", ReadsStandardInput: false, CommandLine: ""));
    }

    public LoadFailure? Load(ConfigurationSources sources) =>
        Configuration.Load(sources, new FileOnlyDirectives(), note: _ => { });

    public string? Set(params string[] words) => Configuration.Set(words, Anything);

    public string? Get(string name) =>
        Configuration.Get([name]) is [var only] ? only.Value : null;
}
