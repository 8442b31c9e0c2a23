#include "configuration_page.h"

#include "gateway/config/reference.h"

#include <QStringList>

namespace app {

namespace {

/// Escapes text for roff, so that nothing is interpreted as a command.
QString roff(const std::string& text)
{
    QString line = QString::fromStdString(text);
    line.replace(QLatin1Char('\\'), QLatin1String("\\e")).replace(QLatin1Char('-'), QLatin1String("\\-")).replace(QLatin1Char('\n'), QLatin1Char(' '));
    line.replace(QLatin1Char('~'), QLatin1String("\\(ti")).replace(QLatin1Char('^'), QLatin1String("\\(ha"));
    return line.startsWith(QLatin1Char('.')) || line.startsWith(QLatin1Char('\'')) ? QLatin1String("\\&") + line : line;
}

QString valuesOf(const gateway::config::ReferenceField& field)
{
    QString text;
    if (!field.choices.empty()) {
        QStringList choices;
        for (const std::string& choice : field.choices) choices << roff(choice);
        text += QStringLiteral("One of %1.\n").arg(choices.join(QLatin1String(", ")));
    }
    if (!field.least.empty() && !field.most.empty() && field.least != field.most) text += QStringLiteral("From %1 to %2.\n").arg(roff(field.least), roff(field.most));
    if (!field.preset.empty()) text += QStringLiteral("Default: %1.\n").arg(roff(field.preset));
    return text;
}

} // namespace

QString configurationPage(const QString& date, const QString& version)
{
    QString text = QStringLiteral(".TH SIGNALBOX\\-CONFIG 5 \"%1\" \"Signalbox %2\" \"File Formats\"\n"
                                  ".ad l\n.SH NAME\nsignalbox\\-config \\- the configuration of signalbox and signalboxd\n"
                                  ".SH SYNOPSIS\n.I \\(ti/.config/signalbox/config.json\n"
                                  ".SH DESCRIPTION\n"
                                  "The configuration is one JSON object.\n"
                                  "It is read again whenever the file changes.\n"
                                  ".B signalboxd \\-\\-check\\-config\n"
                                  "names every mistake with its path; while there is one, the last valid configuration stays in use.\n"
                                  "Unknown fields are kept and reported.\n"
                                  "In the names below, [] is an entry of a list and NAME a name of your choice.\n")
                       .arg(date, version);
    std::string section = "none yet";
    for (const auto& field : gateway::config::referenceFields()) {
        if (field.section != section) {
            section = field.section;
            text += QStringLiteral(".SH %1\n").arg(section.empty() ? QStringLiteral("TOP OF THE FILE") : roff(section));
        }
        text += QStringLiteral(".TP\n.B %1\n%2\n%3").arg(roff(field.pattern), roff(field.description), valuesOf(field));
    }
    return text + QStringLiteral(".SH SEE ALSO\n.BR signalboxd (1),\n.BR signalbox (1)\n");
}

} // namespace app
