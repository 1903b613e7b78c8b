namespace LaptopAgents.Analysis;

/// <summary>What the checks found, worst first, each with its cause and a remedy.</summary>
internal static class DiagnosisSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<Finding> findings)
    {
        html.Raw("<section id=\"diagnosis\"><h2>Diagnosis</h2>\n");
        html.Write($"<p class=\"lead\">{Format.Number(Diagnostician.Count, 0)} checks ran; {(findings.Count == 0 ? "none found anything" : Format.Number(findings.Count, 0) + " found something")}.</p>\n<div class=\"findings\">");
        foreach (var finding in findings)
        {
            var tone = VerdictSection.Tone(finding.Severity);
            html.Write($"<article class=\"finding {tone}\" id=\"finding-{finding.Key}\"><h3><span class=\"badge\">{(finding.Severity == Severity.Note ? "note" : tone)}</span> {finding.Title}</h3><p>{finding.Evidence}</p>");
            html.Write($"<p><b>Why</b> {finding.Cause}</p><p><b>What to do</b> {finding.Fix}</p></article>");
        }

        html.Raw("</div></section>\n");
    }
}
