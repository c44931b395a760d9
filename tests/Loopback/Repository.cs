namespace AotKv.Loopback;

/// <summary>Where the sources are, seen from a test that runs somewhere below them.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AotKv.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("No AotKv.sln above " + AppContext.BaseDirectory);
    }
}
