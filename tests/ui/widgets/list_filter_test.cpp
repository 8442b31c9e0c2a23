#include "ui/widgets/list_filter.h"

#include "catch.h"
#include "controls.h"

#include "ui/widgets/data_table.h"
#include "ui/widgets/search_field.h"

#include <QAbstractButton>
#include <QStandardItemModel>
#include <QTest>
#include <QVBoxLayout>

using namespace ui::widgets;

namespace {

struct FilteredList {
    QStandardItemModel model;
    QWidget page;
    DataTable* list = nullptr;
    ListFilter* filter = nullptr;

    explicit FilteredList(int rows)
    {
        auto* column = new QVBoxLayout(&page);
        list = new DataTable(&page);
        for (int row = 0; row < rows; ++row) add(row);
        list->setModel(&model);
        filter = new ListFilter(list, &page);
        filter->setHint(QStringLiteral("Filter rows"));
        column->addWidget(filter);
        column->addWidget(list);
        page.show();
        list->setCurrentIndex(model.index(0, 0));
    }
    void add(int row)
    {
        auto* item = new QStandardItem(QStringLiteral("Provider %1").arg(row));
        item->setData(row % 2 == 0 ? QStringLiteral("even model") : QStringLiteral("odd model"), CellRole::kSecondLine);
        model.appendRow({item, new QStandardItem(row == 3 ? QStringLiteral("Disabled") : QStringLiteral("Ready"))});
    }
    SearchField& field() { return control<SearchField>(page, "listFilter"); }
    std::vector<int> shown() const
    {
        std::vector<int> rows;
        for (int row = 0; row < model.rowCount(); ++row)
            if (!list->isRowHidden(row)) rows.push_back(row);
        return rows;
    }
};

} // namespace

TEST_CASE("filters a long list by words in any column and in second lines")
{
    struct Row {
        const char* text;
        std::vector<int> rows;
        int current;
    };
    const auto row = GENERATE(values<Row>({
        {"", {0, 1, 2, 3, 4, 5, 6, 7, 8}, 0},
        {"DISABLED", {3}, 3},
        {"even", {0, 2, 4, 6, 8}, 0},
        {"odd ready", {1, 5, 7}, 1},
        {" model 7 ", {7}, 7},
        {"nothing like it", {}, 0},
    }));
    CAPTURE(row.text);
    FilteredList world(ListFilter::kFew + 1);
    CHECK(world.filter->isVisible());
    world.field().setText(QString::fromUtf8(row.text));
    CHECK(world.shown() == row.rows);
    CHECK(world.list->currentIndex().row() == row.current);
}

TEST_CASE("says that no row has the typed words and offers all rows")
{
    FilteredList world(ListFilter::kFew + 1);
    auto& none = control<QWidget>(world.page, "noMatches");
    CHECK_FALSE(none.isVisible());
    world.field().setText(QStringLiteral("nothing like it"));
    CHECK(none.isVisible());
    control<QAbstractButton>(world.page, "showAllRows").click();
    CHECK_FALSE(none.isVisible());
    CHECK(world.shown().size() == ListFilter::kFew + 1);
    CHECK(world.field().text().isEmpty());
    CHECK(world.page.focusWidget() == &world.field());
}

TEST_CASE("finds a row by its id, which the list does not show")
{
    FilteredList world(ListFilter::kFew + 1);
    world.model.item(5)->setData(QStringLiteral("route-05"), CellRole::kId);
    world.field().setText(QStringLiteral("route-05"));
    CHECK(world.shown() == std::vector<int>{5});
}

TEST_CASE("shows no filter for a short list, and all rows of a list that becomes short")
{
    FilteredList world(ListFilter::kFew);
    CHECK_FALSE(world.filter->isVisible());
    world.add(8);
    CHECK(world.filter->isVisible());
    world.field().setText(QStringLiteral("Provider 8"));
    CHECK(world.shown() == std::vector<int>{8});
    world.add(9); // which does not match
    CHECK(world.shown() == std::vector<int>{8});
    world.model.removeRows(0, 2);
    CHECK_FALSE(world.filter->isVisible());
    CHECK(world.shown().size() == 8);
}

TEST_CASE("a short list has a filter from when it is wanted until Esc")
{
    FilteredList world(3);
    REQUIRE(QTest::qWaitForWindowActive(&world.page));
    world.filter->focusField();
    CHECK(world.filter->isVisible());
    REQUIRE(world.field().hasFocus());
    QTest::keyClicks(&world.field(), QStringLiteral("odd"));
    CHECK(world.shown() == std::vector<int>{1});
    world.add(3); // the list has changed, as it does at each change of the configuration
    CHECK(world.shown() == std::vector<int>{1, 3});
    QTest::keyClick(&world.field(), Qt::Key_Escape);
    CHECK_FALSE(world.filter->isVisible());
    CHECK(world.shown().size() == 4);
    CHECK(world.list->hasFocus());
}

TEST_CASE("an empty list has no filter")
{
    FilteredList world(0);
    world.filter->focusField();
    CHECK_FALSE(world.filter->isVisible());
    world.add(0);
    world.filter->focusField();
    CHECK(world.filter->isVisible());
    world.model.removeRows(0, 1);
    CHECK_FALSE(world.filter->isVisible());
}

TEST_CASE("a filter opened in a short list gives way to that of a long one")
{
    FilteredList world(3);
    REQUIRE(QTest::qWaitForWindowActive(&world.page));
    world.filter->focusField();
    QTest::keyClicks(&world.field(), QStringLiteral("Provider"));
    for (int row = 3; row <= ListFilter::kFew; ++row) world.add(row);
    QTest::keyClick(&world.field(), Qt::Key_Escape);
    CHECK(world.field().text().isEmpty());
    CHECK(world.filter->isVisible());
    world.model.removeRows(0, 1);
    CHECK_FALSE(world.filter->isVisible());
}

TEST_CASE("rows that the filter hides are not selected any more")
{
    FilteredList world(ListFilter::kFew + 1);
    world.list->setSeveral();
    world.list->selectAll();
    world.field().setText(QStringLiteral("even"));
    CHECK(world.list->selectionModel()->selectedRows().size() == 5);
    world.list->selectAll();
    CHECK(world.list->selectionModel()->selectedRows().size() == 5);
    world.field().setText(QStringLiteral("nothing like it"));
    CHECK(world.list->selectionModel()->selectedRows().isEmpty());
    world.field().clear();
    CHECK(world.list->selectionModel()->selectedRows().size() == 1);
}

TEST_CASE("Down leads from the filter to the list")
{
    FilteredList world(ListFilter::kFew + 1);
    REQUIRE(QTest::qWaitForWindowActive(&world.page));
    world.filter->focusField();
    CHECK(world.field().hasFocus());
    QTest::keyClicks(&world.field(), QStringLiteral("odd"));
    QTest::keyClick(&world.field(), Qt::Key_Down);
    CHECK(world.list->hasFocus());
    CHECK(world.list->currentIndex().row() == 1);
}
