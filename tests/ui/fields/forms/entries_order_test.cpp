#include "catch.h"
#include "controls.h"
#include "test_language.h"

#include "gateway/config/settings_tree.h"
#include "ui/fields/field_kind.h"
#include "ui/fields/forms/field_form.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <string>

using gateway::Json;
using ui::fields::FieldForm;

namespace {

/// The usage form with these custom prices, shown on screen.
struct ShownPrices {
    explicit ShownPrices(const Json& prices)
    {
        form.addField("prices");
        form.addField("budgets");
        show(prices);
        form.show();
        REQUIRE(QTest::qWaitForWindowActive(&form));
    }
    void show(const Json& prices)
    {
        form.setValues({{"prices", prices}, {"budgets", {{{"period", "day"}, {"amount", 1}}, {{"period", "day"}, {"amount", 2}}}}});
        settleEvents();
    }
    QWidget& list(const char* name = "row:usage.prices") { return control(form, name); }
    /// By position on screen, regardless of the order of creation.
    QPushButton& button(const char* name, int place, const char* row = "row:usage.prices")
    {
        auto found = list(row).findChildren<QPushButton*>(QLatin1StringView(name));
        found.removeIf([](const QPushButton* button) { return !button->parentWidget()->isVisible(); });
        settleEvents();
        std::ranges::sort(found, {}, [this](const QPushButton* button) { return button->mapTo(&form, QPoint()).y(); });
        REQUIRE(place < found.size());
        return *found[place];
    }
    std::string models() const
    {
        std::string names;
        const Json values = form.values(Json::object());
        for (const Json& price : values["prices"]) names += price["model"].get<std::string>() + ' ';
        return names;
    }
    static bool focus(QPushButton& button)
    {
        button.setFocus(Qt::OtherFocusReason);
        return button.hasFocus();
    }

    Language language{"en"};
    FieldForm form{"usage"};
};

/// In the order of the file.
Json prices()
{
    gateway::config::Settings settings;
    for (const char* model : {"a", "b", "c"}) settings.usage.prices.emplace_back().model = model;
    return gateway::config::treeOf(settings)["usage"]["prices"];
}

} // namespace

TEST_CASE("Alt with arrow keys moves a list entry as one change each and keeps the focus")
{
    ShownPrices shown(prices());
    QSignalSpy edited(&shown.form, &FieldForm::edited);
    QPushButton& last = shown.button("entryHead", 2);
    REQUIRE(shown.focus(last));
    QTest::keyClick(&last, Qt::Key_Up, Qt::AltModifier);
    CHECK(shown.models() == "a c b ");
    CHECK(edited.size() == 1);
    CHECK(QApplication::focusWidget() == &last);
    CHECK(&shown.button("entryHead", 1) == &last);
    QTest::keyClick(&last, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&last, Qt::Key_Up, Qt::AltModifier); // it is the first already
    CHECK(shown.models() == "c a b ");
    CHECK(edited.size() == 2);
    QTest::keyClick(&last, Qt::Key_Down, Qt::AltModifier);
    CHECK(shown.models() == "a c b ");
    CHECK(edited.size() == 3);
}

TEST_CASE("named buttons move a list entry and follow it to the ends of the list")
{
    ShownPrices shown(prices());
    CHECK_FALSE(shown.button("entryUp", 0).isEnabled());
    CHECK(shown.button("entryDown", 0).isEnabled());
    CHECK_FALSE(shown.button("entryDown", 2).isEnabled());
    QPushButton& down = shown.button("entryDown", 0);
    CHECK(down.text() == QStringLiteral("Move down"));
    CHECK(down.accessibleName() == QStringLiteral("Move down: a · US dollars"));
    REQUIRE(shown.focus(down));
    down.click();
    CHECK(shown.models() == "b a c ");
    CHECK(down.hasFocus());
    CHECK(&shown.button("entryDown", 1) == &down);
    down.click();
    CHECK(shown.models() == "b c a ");
    CHECK_FALSE(down.isEnabled());
    CHECK(QApplication::focusWidget() == &shown.button("entryHead", 2)); // not on the button that removes it
    shown.show({{{"model", "a"}, {"currency", "USD"}}});
    CHECK_FALSE(shown.button("entryDown", 0).isVisible()); // nothing to move it past; the line itself may be another
}

TEST_CASE("an outside reorder such as an undo keeps entries open and the focus in place")
{
    ShownPrices shown(prices());
    QPushButton& head = shown.button("entryHead", 1);
    head.click();
    REQUIRE(shown.focus(head));
    Json other = prices();
    std::swap(other[0], other[1]);
    shown.show(other);
    CHECK(shown.models() == "b a c ");
    CHECK(&shown.button("entryHead", 0) == &head);
    CHECK(head.hasFocus());
    CHECK(head.accessibleDescription() == QStringLiteral("open"));
    CHECK_FALSE(shown.button("entryUp", 0).isEnabled());
}

TEST_CASE("keys on a nested entry move only that entry")
{
    Json list = prices();
    list[1]["hours"] = {{{"from", "08:00"}, {"factor", 2}}, {{"from", "18:00"}, {"factor", 3}}};
    ShownPrices shown(list);
    shown.button("entryHead", 1).click();
    settleEvents();
    QPushButton& hours = shown.button("entryHead", 0, "row:usage.prices[].hours");
    REQUIRE(shown.focus(hours));
    QTest::keyClick(&hours, Qt::Key_Down, Qt::AltModifier);
    const Json values = shown.form.values(Json::object());
    CHECK(shown.models() == "a b c ");
    CHECK(values["prices"][1]["hours"][0]["from"] == "18:00");
}

TEST_CASE("shortens an entry's heading and keeps its buttons visible when space is short")
{
    Json list = prices();
    list[0]["provider"] = "openrouter";
    list[0]["model"] = "anthropic/claude-sonnet-4.5-20250929-thinking";
    ShownPrices shown(list);
    const int room = ui::look::theme().px(392); // of the settings in the smallest window
    shown.form.resize(room, 600);
    settleEvents();
    CHECK(shown.form.width() == room);
    const QPushButton& head = shown.button("entryHead", 0);
    CHECK(head.width() < head.sizeHint().width());
    CHECK(head.text().contains(QStringLiteral("-thinking"))); // as screen readers read it
    const QPushButton& remove = shown.button("entryRemove", 0);
    CHECK(remove.mapTo(&shown.form, remove.rect().topRight()).x() < room);
    shown.form.resize(1000, 600);
    settleEvents();
    const int text = head.fontMetrics().size(Qt::TextShowMnemonic, head.text()).width();
    CHECK(head.width() >= (head.sizeHint().width() + text) / 2); // in full where there is room
}

TEST_CASE("offers no moving when the order of a list has no meaning")
{
    ShownPrices shown(prices());
    CHECK_FALSE(ui::fields::isOrdered("usage.budgets"));
    CHECK(ui::fields::isOrdered("routes[].targets"));
    QPushButton& second = shown.button("entryHead", 1, "row:usage.budgets");
    CHECK_FALSE(shown.button("entryUp", 1, "row:usage.budgets").isVisible());
    REQUIRE(shown.focus(second));
    QTest::keyClick(&second, Qt::Key_Up, Qt::AltModifier);
    CHECK(shown.form.values(Json::object())["budgets"][0]["amount"] == 1);
}
