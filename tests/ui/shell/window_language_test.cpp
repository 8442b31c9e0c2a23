#include "catch.h"
#include "controls.h"
#include "shown_window.h"

#include "ui/pages/overview_page.h"
#include "ui/shell/appearance/language.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QApplication>
#include <QPushButton>

#include <map>
#include <string>

using namespace ui;
using namespace std::chrono_literals;

namespace {

/// The sizes of all visible widgets in `window`, by their place among the others.
std::map<std::string, QSize> sizesIn(const QWidget& window)
{
    std::map<std::string, QSize> sizes;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        std::string path;
        for (const QWidget* at = widget; at != &window; at = at->parentWidget()) {
            const auto beside = at->parentWidget()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
            const std::string name = at->objectName().isEmpty() ? at->metaObject()->className() : at->objectName().toStdString();
            path = '/' + name + '#' + std::to_string(beside.indexOf(const_cast<QWidget*>(at))) + path;
        }
        sizes[path] = widget->size();
    }
    return sizes;
}

} // namespace

TEST_CASE("changes the language in place in both directions")
{
    shell::Language language(*qApp);
    language.setChoice(QStringLiteral("en"));
    ShownWindow w;
    w.window.showPage(QStringLiteral("overview"));
    const auto state = [&] { return control<widgets::StatusLabel>(w.window, "state").word(); };
    const auto button = [&] { return control<QAbstractButton>(w.window, "sendTestRequest").text(); };
    const auto entry = [&] { return control<QAbstractButton>(w.window, "nav-settings").text(); };
    const QString english = button();
    CHECK(english == QStringLiteral("Send test request"));
    language.setChoice(QStringLiteral("zh_CN"));
    settleEvents();
    CHECK(button() == QStringLiteral("发送测试请求"));
    CHECK(entry() == QStringLiteral("设置"));
    CHECK(state() == QStringLiteral("正在使用备用"));
    CHECK(w.window.windowTitle() == QStringLiteral("概览 · Signalbox"));
    const auto* page = w.window.findChild<ui::pages::OverviewPage*>();
    REQUIRE(page);
    CHECK(page->accessibleName() == QStringLiteral("概览")); // which a screen reader reads when the page takes the focus
    CHECK(control<widgets::Label>(w.window, "tokensPerSecondNow").text().startsWith(QStringLiteral("当前：")));
    CHECK(QCoreApplication::translate("QPlatformTheme", "Cancel") == QStringLiteral("取消")); // a text of Qt
    language.setChoice(QStringLiteral("en"));
    settleEvents();
    CHECK(button() == english);
    CHECK(state() == QStringLiteral("On fallback"));
}

TEST_CASE("after a change of the language every control is as large as in a window that was opened in it")
{
    const auto page = std::string(GENERATE("overview", "providers", "routes", "clients", "requests", "usage", "policies", "evaluate", "settings"));
    CAPTURE(page);
    shell::Language language(*qApp);
    const auto open = [&](ShownWindow& w) {
        w.window.showPage(QString::fromStdString(page));
        settleEvents();
    };
    language.setChoice(QStringLiteral("en"));
    std::map<std::string, QSize> expected;
    {
        ShownWindow fresh;
        open(fresh);
        expected = sizesIn(fresh.window);
    }
    language.setChoice(QStringLiteral("zh_CN"));
    ShownWindow changed;
    open(changed);
    language.setChoice(QStringLiteral("en"));
    settleEvents();
    const auto differences = [&] {
        settleEvents();
        std::string all;
        for (const auto& [name, size] : sizesIn(changed.window)) {
            const auto found = expected.find(name);
            if (found == expected.end() || found->second != size)
                all += name + ": " + std::to_string(size.width()) + 'x' + std::to_string(size.height())
                    + (found == expected.end() ? ", not there" : " instead of " + std::to_string(found->second.width()) + 'x' + std::to_string(found->second.height())) + '\n';
        }
        return all;
    };
    CHECK(differences() == "");
}

TEST_CASE("uses English plurals")
{
    shell::Language language(*qApp);
    language.setChoice(QStringLiteral("en"));
    CHECK(QCoreApplication::translate("ui::pages::OverviewPage", "%Ln client(s) in 24 h", nullptr, 1) == QStringLiteral("1 client in 24 h"));
    CHECK(QCoreApplication::translate("ui::pages::OverviewPage", "%Ln client(s) in 24 h", nullptr, 412) == QStringLiteral("412 clients in 24 h"));
    CHECK(QCoreApplication::translate("ui::pages::OverviewPage", "%Ln client(s) in 24 h", nullptr, 52'597) == QStringLiteral("52,597 clients in 24 h"));
}

TEST_CASE("guesses the language from the system's list")
{
    struct Row {
        QStringList list;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {{QStringLiteral("zh-CN"), QStringLiteral("en-US")}, "zh_CN"},
        {{QStringLiteral("zh-Hans-SG")}, "zh_CN"},
        {{QStringLiteral("en-GB"), QStringLiteral("zh-CN")}, "en"},
        {{QStringLiteral("de-DE")}, "en"},
        {{QStringLiteral("de-DE"), QStringLiteral("zh-CN")}, "zh_CN"},
        {{}, "en"},
    }));
    CHECK(shell::Language::guess(row.list).toStdString() == row.language);
}
