namespace AotKv.Instance.Configuration;

/// <summary>
/// dir. Reading it changes the working directory at once, as in Valkey: a relative `include` below it in the file
/// is found from there. The value is the directory's absolute path.
/// </summary>
public sealed class DirectoryDirective(string name, string start) : Directive<string>(name, start)
{
    internal override bool TryRead(string[] words, in Reading reading, out string value, out string reason)
    {
        value = "";
        reason = "dir can't be empty";
        if (words[0].Length == 0 || !reading.Files.TryChangeDirectory(words[0], out reason)) return false;
        value = reading.Files.WorkingDirectory;
        return true;
    }

    internal override string Show(string value) => value;

    internal override void Rewrite(string value, RewrittenFile file) =>
        file.Write(Name, $"{Name} {ConfigurationLine.Quote(value)}", LineNeed.Always);
}
