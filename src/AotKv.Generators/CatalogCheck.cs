namespace AotKv.Generators;

/// <summary>Checks all declarations against each other, and leaves out those that the table cannot hold.</summary>
static class CatalogCheck
{
    public static List<CommandModel> Check(IEnumerable<CommandModel> declared, Action<Problem> report)
    {
        var byName = new SortedDictionary<string, CommandModel>(StringComparer.Ordinal);
        foreach (var command in declared)
        {
            foreach (var problem in command.Problems) report(problem);
            if (byName.ContainsKey(command.Name)) report(new(Rules.DuplicateName, command.Source, command.Name));
            else byName.Add(command.Name, command);
        }
        var kept = new List<CommandModel>();
        foreach (var command in byName.Values)
        {
            if (command.Problems.Any(problem => problem.Rule == Rules.Name)) continue;
            if (command.Container != "" && !byName.ContainsKey(command.Container))
                report(new(Rules.NoContainer, command.Source, command.Name, command.Container));
            else if (!command.Problems.Any(MakesUncallable)) kept.Add(command);
        }
        return kept;
    }

    /// <summary>The generated call would only repeat, less clearly, what is wrong.</summary>
    static bool MakesUncallable(Problem problem) =>
        problem.Rule is Rules.Parameters or Rules.Accessibility or Rules.Result;
}
