#include "catch.h"

#include "ui/pages/usage/budget_bar.h"

#include <QAccessible>
#include <QImage>

using ui::pages::BudgetBar;

TEST_CASE("draws a narrow part of a budget solid instead of hatched")
{
    struct Row {
        const char* name;
        double spent;
        double estimated;
        bool isHatched;
    };
    const auto row = GENERATE(values<Row>({
        {"a sliver", 0.002, 0.001, false},
        {"all of a sliver", 0.002, 0.002, false},
        {"a little of much", 0.5, 0.002, false},
        {"half of much", 0.5, 0.25, true},
    }));
    CAPTURE(row.name);
    BudgetBar bar;
    bar.resize(500, 10);
    bar.setInk(ui::look::Color::Accent);
    bar.setShares(row.spent, row.estimated);
    const QImage image = bar.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const int end = std::max(4, static_cast<int>(row.spent * bar.width()));
    bool isHatched = false;
    for (int x = 3; x < end; ++x)
        for (int y = 0; y < image.height(); ++y) isHatched = isHatched || image.pixel(x, y) == ui::look::theme().color(ui::look::Color::Base).rgb();
    CHECK(isHatched == row.isHatched);
    CHECK(image.pixel(2, 5) == ui::look::theme().color(ui::look::Color::Accent).rgb());
}

TEST_CASE("a screen reader reads how much of a budget is spent")
{
    BudgetBar bar;
    bar.setShares(1.254, 0.1);
    QAccessibleInterface* const access = QAccessible::queryAccessibleInterface(&bar);
    REQUIRE(access);
    CHECK(access->role() == QAccessible::ProgressBar);
    REQUIRE(access->valueInterface());
    CHECK(access->valueInterface()->currentValue() == 125);
    CHECK(access->valueInterface()->minimumValue() == 0);
    CHECK(access->valueInterface()->maximumValue() == 125); // over budget
    bar.setShares(0.5, 0);
    CHECK(access->valueInterface()->currentValue() == 50);
    CHECK(access->valueInterface()->maximumValue() == 100);
}
