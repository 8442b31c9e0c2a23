#include "tray_text.h"

#include "ui/models/gateway_model.h"

#include <QCoreApplication>
#include <QUrl>

namespace app {

namespace {

constexpr qsizetype kLongestProblem = 60;
constexpr qsizetype kLongestToolTip = 127; // what the shell of Windows shows

QString shortened(const QString& text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(longest - 1) + QChar(0x2026);
}

} // namespace

QString statusLine(const ui::models::GatewayModel& model)
{
    QStringList facts{model.headlineWord()};
    const QString problem = model.problem();
    if (!problem.isEmpty())
        facts << shortened(problem, kLongestProblem);
    else if (const QStringList urls = model.baseUrls(); !urls.isEmpty())
        facts << QUrl(urls.first()).authority();
    if (const int active = model.activeCount(); active > 0)
        facts << QCoreApplication::translate("app::TrayMenu", "%n active", nullptr, active);
    return facts.join(QStringLiteral(" · "));
}

QString toolTip(const ui::models::GatewayModel& model)
{
    return shortened(QStringLiteral("Signalbox\n") + statusLine(model), kLongestToolTip);
}

} // namespace app
