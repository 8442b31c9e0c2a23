#include "tray_text.h"

#include "ui/models/gateway_model.h"

#include <QCoreApplication>
#include <QUrl>

namespace app {

namespace {

constexpr qsizetype kLongestProblem = 60;
constexpr qsizetype kLongestToolTip = 127; // what the shell of Windows shows

} // namespace

QString shortened(const QString& text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(longest - 1) + QChar(0x2026);
}

QString statusLine(const ui::models::GatewayModel& model)
{
    QStringList facts{model.headlineWord()};
    const QString problem = model.problem();
    if (!problem.isEmpty())
        facts << shortened(problem, kLongestProblem);
    else if (const QStringList urls = model.baseUrls(); !urls.isEmpty())
        facts << QUrl(urls.first()).authority();
    if (const int active = model.activeCount(); active > 0)
        facts << QCoreApplication::translate("app::TrayMenu", "%Ln active", nullptr, active);
    return facts.join(QStringLiteral(" · "));
}

QString toolTip(const ui::models::GatewayModel& model, const QString& news)
{
    QStringList lines{QStringLiteral("Signalbox"), statusLine(model)};
    if (model.today().exchanges > 0 || !model.isTodayWhole())
        lines << QCoreApplication::translate("app::TrayMenu", "Today: %1").arg(model.todayPhrase());
    if (model.headline() == ui::models::GatewayModel::Headline::OnFallback)
        lines << model.phrase();
    if (!news.isEmpty())
        lines << news;
    return shortened(lines.join(u'\n'), kLongestToolTip);
}

} // namespace app
