#include "catch.h"
#include "test_language.h"

#include "ui/models/roles.h"
#include "ui/models/sorted_rows.h"

#include <QAbstractListModel>

#include <vector>

using namespace ui::models;

namespace {

/// Rows called a, b, c with their values.
struct Values final : QAbstractListModel {
    int rowCount(const QModelIndex&) const override { return static_cast<int>(values.size()); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::DisplayRole) return QString(QChar(u'a' + index.row()));
        return role == SortRole ? values[static_cast<std::size_t>(index.row())] : QVariant();
    }
    void set(int row, const QVariant& value)
    {
        values[static_cast<std::size_t>(row)] = value;
        Q_EMIT dataChanged(index(row), index(row));
    }

    std::vector<QVariant> values;
};

struct Rows {
    Values model;
    SortedRows sorted{model};

    explicit Rows(std::vector<QVariant> values) { model.values = std::move(values); }
    std::string names() const
    {
        std::string all;
        for (int row = 0; row < sorted.rowCount(); ++row) all += sorted.index(row, 0).data().toString().toStdString();
        return all;
    }
};

} // namespace

TEST_CASE("sorts numbers and texts, with unknown values last in both directions")
{
    struct Row {
        const char* name;
        std::vector<QVariant> values; ///< of a, b, c, d
        const char* upward;
        const char* downward;
    };
    const auto row = GENERATE(values<Row>({
        {"numbers", {30, 4, {}, 100.5}, "badc", "dabc"},
        {"equal ones keep their order", {1, 1, 0, 1}, "cabd", "abdc"},
        {"texts, ignoring case", {QStringLiteral("zhipu"), QStringLiteral("Kimi"), {}, QStringLiteral("anthropic")}, "dbac", "abdc"},
        {"numbers within texts", {QStringLiteral("10 keys"), QStringLiteral("2 keys"), QStringLiteral("1 key"), {}}, "cbad", "abcd"},
    }));
    CAPTURE(row.name);
    const Language language("en");
    Rows rows(row.values);
    CHECK_FALSE(rows.sorted.isSorted());
    rows.sorted.sort(0, Qt::AscendingOrder);
    CHECK(rows.names() == row.upward);
    rows.sorted.sort(0, Qt::DescendingOrder);
    CHECK(rows.names() == row.downward);
    CHECK(rows.sorted.isSorted());
    rows.sorted.sort(-1);
    CHECK(rows.names() == "abcd");
}

TEST_CASE("changed values move rows only when the list is sorted again")
{
    Rows rows({1, 2});
    rows.sorted.sort(0, Qt::AscendingOrder);
    rows.model.set(0, 3);
    CHECK(rows.names() == "ab");
    rows.sorted.sortAgain();
    CHECK(rows.names() == "ba");
    rows.sorted.sort(-1);
    CHECK(rows.names() == "ab");
}

TEST_CASE("orders states by how much they need attention")
{
    CHECK(severityOf(u"error") < severityOf(u"warn"));
    CHECK(severityOf(u"warn") < severityOf(u"ok"));
    CHECK(severityOf(u"ok") < severityOf(u"idle"));
    CHECK(severityOf(u"idle") < severityOf(u"no such state"));
}
