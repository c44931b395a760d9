using AotKv.Loopback;

namespace AotKv.Conversations.Tests;

/// <summary>
/// Holds conversations with a real server and writes its replies into the files. A reply that meets what is there
/// already, a pattern perhaps, leaves it as it is.
/// </summary>
static class Recorder
{
    /// <summary><c>record --server PATH FILE...</c>, all files where none is named. Returns an exit code.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments is not ["record", "--server", var binary, .. var files])
        {
            Console.Error.WriteLine("usage: record --server PATH [FILE...]");
            return 2;
        }
        using var server = ServerProcess.Start(binary);
        if (files.Length == 0)
            files = Array.ConvertAll(ConversationTests.Files(), f => Path.Combine(ConversationTests.Folder, f));
        foreach (var file in files) Record(server, file);
        return 0;
    }

    static void Record(ServerProcess server, string file)
    {
        var conversation = Conversation.Parse(File.ReadAllText(file));
        using var talk = new Talk(server, conversation);
        talk.Open();
        var changed = 0;
        foreach (var step in conversation.Steps)
        {
            var actual = talk.Say(step);
            if (Expectation.IsMet(step, actual)) continue;
            if (step.Expected.Any(line => line.TrimStart(' ').StartsWith("~ ", StringComparison.Ordinal)))
                Console.WriteLine($"{file}:{step.LineNumber}: a pattern that the reply does not meet was replaced");
            step.Expected = step.IsUnordered ? Expectation.Sorted(actual) : actual;
            changed++;
        }
        if (changed > 0) File.WriteAllText(file, conversation.ToString());
        Console.WriteLine($"{file}: {changed} of {conversation.Steps.Count()} replies recorded anew");
    }
}
