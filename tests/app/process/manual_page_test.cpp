#include "app/process/command_line.h"

#include "catch.h"

#include <QFile>
#include <QRegularExpression>

namespace {

QString pageOf(app::Program program)
{
    QString text;
    for (const QString& name : {app::programName(program) + QStringLiteral(".1.in"), QStringLiteral("options.inc")}) {
        QFile file(QStringLiteral(SIGNALBOX_MAN_PAGES "/") + name);
        REQUIRE(file.open(QIODevice::ReadOnly));
        text += QString::fromUtf8(file.readAll()).replace(QLatin1String("\\-"), QLatin1String("-"));
    }
    return text;
}

QStringList found(const QString& text, const char* pattern)
{
    QStringList all;
    auto match = QRegularExpression(QLatin1String(pattern)).globalMatch(text);
    while (match.hasNext())
        all << match.next().captured();
    return all;
}

} // namespace

TEST_CASE("help and manual page list the same options and variables")
{
    const auto program = GENERATE(app::Program::Signalbox, app::Program::Signalboxd);
    const QString help = app::helpText(program);
    const QString page = pageOf(program);
    for (const char* pattern : {"--[a-z]+[a-z-]*", "SIGNALBOX_[A-Z_]+"}) {
        const QStringList named = found(help, pattern);
        REQUIRE(named.size() > 3);
        for (const QString& name : named)
            CHECK(page.contains(name));
    }
}

TEST_CASE("help fits a terminal")
{
    for (const auto program : {app::Program::Signalbox, app::Program::Signalboxd})
        for (const QString& line : app::helpText(program).split(QLatin1Char('\n')))
            CHECK((line.size() <= 100 || line.contains(QLatin1Char('/'))));
}
