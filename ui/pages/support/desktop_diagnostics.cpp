#include "desktop_diagnostics.h"

#include <QGuiApplication>
#include <QLocale>
#include <QScreen>

namespace ui::pages {

gateway::host::Facts desktopFacts()
{
    const auto variable = [](const char* name) { return qEnvironmentVariable(name, QStringLiteral("unknown")).toStdString(); };
    const QScreen* screen = QGuiApplication::primaryScreen();
    gateway::host::Facts facts{{"Desktop", variable("XDG_CURRENT_DESKTOP") + ", " + variable("XDG_SESSION_TYPE")},
                               {"Window system", QGuiApplication::platformName().toStdString()},
                               {"Language", QLocale().name().toStdString()}};
    if (screen) {
        const QSize size = screen->size();
        facts.emplace_back("Screen", QStringLiteral("%1 x %2 at %3x").arg(size.width()).arg(size.height()).arg(screen->devicePixelRatio()).toStdString());
    }
    return facts;
}

/// Settings that override the file.
void addOverrides(gateway::host::Facts& facts, const models::ListenOverrides& given)
{
    constexpr auto kGivenBy = "Given by the command line or the environment";
    if (given.address) facts.emplace_back(kGivenBy, "listen.address " + *given.address);
    if (given.httpPort) facts.emplace_back(kGivenBy, "listen.http_port " + std::to_string(*given.httpPort));
    if (given.httpsPort) facts.emplace_back(kGivenBy, "listen.https_port " + (*given.httpsPort ? std::to_string(**given.httpsPort) : std::string("off")));
}

QString diagnostics(const models::GatewayParts<models::GatewayControl, models::Configuration, models::Diagnosis>& access, std::vector<gateway::host::Finding> findings)
{
    gateway::host::Facts facts = gateway::host::programFacts();
    for (auto& fact : desktopFacts()) facts.push_back(std::move(fact));
    facts.emplace_back("Memory", std::to_string(gateway::host::residentBytes()) + " bytes");
    facts.emplace_back("Configuration file", access.configuration().configFile().toStdString());
    facts.emplace_back("Data folder", access.control().dataDir().toStdString());
    addOverrides(facts, access.control().commandLine());
    return access.diagnosis().diagnostics(std::move(facts), std::move(findings));
}

} // namespace ui::pages
