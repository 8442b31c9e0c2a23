#include "catch.h"
#include "fake_gateway.h"

#include "ui/shell/appearance/appearance.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace ui;
using look::Scheme;

namespace {

class FakeScheme final : public shell::ColorScheme {
public:
    Scheme current() const override { return m_scheme; }
    void set(Scheme scheme)
    {
        m_scheme = scheme;
        Q_EMIT changed();
    }

private:
    Scheme m_scheme = Scheme::Light;
};

} // namespace

TEST_CASE("the theme follows the system until the user chooses one")
{
    auto owned = std::make_unique<FakeScheme>();
    FakeScheme& system = *owned;
    shell::ThemeController theme(*qApp, std::move(owned));
    QSignalSpy changed(&theme, &shell::ThemeController::schemeChanged);
    QSignalSpy systemChanged(&theme, &shell::ThemeController::systemSchemeChanged);
    CHECK(look::theme().scheme() == Scheme::Light);
    system.set(Scheme::Dark);
    CHECK(look::theme().scheme() == Scheme::Dark);
    CHECK(QApplication::palette().color(QPalette::Window) == look::theme().color(look::Color::Window));
    theme.setChoice(QStringLiteral("light"));
    CHECK(look::theme().scheme() == Scheme::Light);
    CHECK(changed.size() == 2);
    system.set(Scheme::Light);
    system.set(Scheme::Dark);
    CHECK(changed.size() == 2); // chosen: the system is ignored
    CHECK(systemChanged.size() == 3);
    theme.setChoice(QStringLiteral("system"));
    CHECK(look::theme().scheme() == Scheme::Dark);
    theme.setChoice(QStringLiteral("light"));
}

TEST_CASE("a system font change reaches every text")
{
    shell::ThemeController theme(*qApp, std::make_unique<FakeScheme>());
    const QFont before = QApplication::font();
    QWidget window;
    auto* label = new widgets::Label(QStringLiteral("Title"), look::TextRole::Title, widgets::Label::Tone::Normal, &window);
    QFont larger = before;
    larger.setPointSizeF(before.pointSizeF() + 4);
    const auto setFont = [](const QFont& font) {
        QApplication::setFont(font);
        QEvent changed(QEvent::ApplicationFontChange); // what a running application receives
        QCoreApplication::sendEvent(qApp, &changed);
    };
    setFont(larger);
    CHECK(label->font().pointSizeF() == Approx((before.pointSizeF() + 4) * 1.4));
    setFont(before);
    CHECK(label->font().pointSizeF() == Approx(before.pointSizeF() * 1.4));
}

TEST_CASE("a configuration change updates the appearance at once")
{
    FakeFor<ui::shell::Appearance::Access> gateway;
    shell::Appearance appearance(*qApp, gateway, std::make_unique<FakeScheme>());
    auto settings = gateway.settings();
    settings.ui.theme = "dark";
    settings.ui.language = "zh_CN";
    gateway.change(settings, [](const auto&) {});
    REQUIRE(QTest::qWaitFor([&] { return appearance.theme().scheme() == Scheme::Dark; }, 5000));
    CHECK(look::theme().scheme() == Scheme::Dark);
    CHECK(appearance.language().current() == QStringLiteral("zh_CN"));
    settings.ui.theme = "light";
    settings.ui.language = "en";
    gateway.change(settings, [](const auto&) {});
    REQUIRE(QTest::qWaitFor([&] { return appearance.theme().scheme() == Scheme::Light; }, 5000));
    CHECK(look::theme().scheme() == Scheme::Light);
    CHECK(appearance.language().current() == QStringLiteral("en"));
}
