#include "app/process/configuration_page.h"

#include "gateway/config/reference.h"

#include "catch.h"

TEST_CASE("the configuration manual page has every field of the schema")
{
    const QString page = app::configurationPage(QStringLiteral("2026-11-20"), QStringLiteral("0.1.0"));
    const auto fields = gateway::config::referenceFields();
    CHECK(fields.size() > 150);
    for (const auto& field : fields) {
        CAPTURE(field.pattern);
        CHECK(page.contains(QStringLiteral(".TP\n.B %1\n").arg(QString::fromStdString(field.pattern).replace(QLatin1Char('-'), QLatin1String("\\-")))));
        CHECK_FALSE(field.description.empty());
    }
    for (const QString& line : page.split(QLatin1Char('\n'))) CHECK_FALSE(line.startsWith(QLatin1Char('\'')));
    CHECK(page.contains(QStringLiteral(".B listen.http_port\nTCP port for HTTP; 0: any free port.\nFrom 0 to 65535.\nDefault: 8080.\n")));
}
