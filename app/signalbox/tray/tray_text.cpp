#include "tray_text.h"

#include "ui/models/gateway_model.h"

#include <QGuiApplication>
#include <QMenu>
#include <QUrl>

namespace app {

namespace {

constexpr qsizetype kLongestProblem = 60;
constexpr qsizetype kLongestToolTip = 127; // limit of the Windows shell

/// Whether the host draws the menu: Qt then sends it over D-Bus.
bool isDrawnByHost(const QMenu& menu)
{
    const QString platform = QGuiApplication::platformName();
    const bool mayBe = platform == QLatin1String("xcb") || platform.startsWith(QLatin1String("wayland"));
    return mayBe && const_cast<QMenu&>(menu).platformMenu(); // there is no other way to query it
}

/// Listening address; empty: none.
QString address(const ui::models::GatewayModel& model)
{
    const QStringList urls = model.baseUrls();
    return urls.isEmpty() ? QString() : QUrl(urls.first()).authority();
}

} // namespace

QString menuText(const QMenu& menu, QString text)
{
    if (!isDrawnByHost(menu))
        return text.replace(u'&', QStringLiteral("&&"));
    text.replace(u'_', QStringLiteral("__"));
    const qsizetype first = text.indexOf(u'&');
    return first < 0 ? text : text.insert(first, u'&'); // Qt 6.4 converts the first one to "_" and leaves the others
}

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
    else if (const QString listening = address(model); !listening.isEmpty())
        facts << listening;
    if (const int active = model.activeCount(); active > 0)
        facts << QCoreApplication::translate("app::TrayMenu", "%Ln active", nullptr, active);
    return facts.join(QStringLiteral(" · "));
}

QString toolTip(const ui::models::GatewayModel& model, const QString& news)
{
    QStringList lines{QStringLiteral("Signalbox"), statusLine(model)};
    if (const QString listening = address(model); !model.problem().isEmpty() && !listening.isEmpty())
        lines << listening; // the problem left no room for it
    if (model.today().exchanges > 0 || !model.isTodayWhole())
        lines << QCoreApplication::translate("app::TrayMenu", "Today: %1").arg(model.todayPhrase());
    if (model.headline() == ui::models::GatewayModel::Headline::OnFallback)
        lines << model.phrase();
    if (!news.isEmpty())
        lines << news;
    return shortened(lines.join(u'\n'), kLongestToolTip);
}

} // namespace app
