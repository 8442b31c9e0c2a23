#include "gateway/usage/sqlite/row_feed.h"

#include "catch.h"
#include "gateway/usage/sqlite/database_file.h"

#include <QTemporaryDir>

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

/// A feed with four columns and a table with the same columns.
struct FeedWorld {
    FeedWorld()
    {
        const QString file = folder.filePath(QStringLiteral("a.sqlite"));
        REQUIRE(makeDatabaseFile(file));
        REQUIRE(connection.open(file.toStdString(), Milliseconds{1000}));
        REQUIRE(connection.run("CREATE TABLE kept (seq INTEGER PRIMARY KEY, number, text, bytes, none)"));
        REQUIRE(feed.join(connection));
        auto prepared = connection.prepare("INSERT INTO kept SELECT NULL, c0, c1, c2, c3 FROM rows_here", SqliteConnection::Use::Often);
        REQUIRE(prepared);
        insert = std::move(*prepared);
    }

    std::string kept()
    {
        auto rows = connection.prepare("SELECT typeof(number) || ' ' || number || ' ' || typeof(text) || ' ' || text || ' ' || typeof(bytes) || ' '"
                                       " || hex(bytes) || ' ' || typeof(none) FROM kept ORDER BY seq");
        REQUIRE(rows);
        std::string all;
        auto row = rows->step();
        for (; row && *row; row = rows->step())
            all.append(rows->text()) += '\n';
        REQUIRE(row);
        return all;
    }

    QTemporaryDir folder;
    RowFeed feed{"rows_here", 4};
    SqliteConnection connection;
    SqliteStatement insert;
};

} // namespace

TEST_CASE("inserts all rows of a feed with their types")
{
    FeedWorld world;
    std::vector<std::size_t> asked;
    const auto offer = [&](std::size_t rows) {
        world.feed.offer(rows, [&asked](std::size_t row, Values& values) {
            asked.push_back(row);
            values.bind(static_cast<std::int64_t>(row) - 1);
            if (row % 2 == 0)
                values.bind(std::string_view("text that is long enough to be somewhere else"));
            else
                values.bindCopy("text number " + std::to_string(row) + ", which is gone when this has returned");
            values.bindBlob(std::string_view("\0\1", 2));
            values.bindNull();
        });
        REQUIRE(world.insert.run());
        world.feed.withdraw();
    };
    offer(0);
    CHECK(world.kept().empty());
    offer(2);
    CHECK(asked == std::vector<std::size_t>{0, 1});
    const std::string two = "integer -1 text text that is long enough to be somewhere else blob 0001 null\n"
                            "integer 0 text text number 1, which is gone when this has returned blob 0001 null\n";
    CHECK(world.kept() == two);
    offer(1);
    CHECK(world.kept() == two + "integer -1 text text that is long enough to be somewhere else blob 0001 null\n");
    REQUIRE(world.insert.run()); // nothing is offered
    CHECK(asked.size() == 3);
}

TEST_CASE("a statement that omits columns stops before a row with values in them")
{
    const std::size_t first = GENERATE(0U, 2U, 5U); // the first row with a value; 5: none
    FeedWorld world;
    auto without = world.connection.prepare("INSERT INTO kept SELECT NULL, c0, c1, c2, NULL FROM rows_here");
    REQUIRE(without);
    const std::vector<std::size_t> leftOut{3};
    const auto fill = [first](std::size_t row, Values& values) {
        values.bind(static_cast<std::int64_t>(row));
        values.bind(std::string_view("text"));
        values.bindBlob("b");
        if (row == first)
            values.bind(std::int64_t{1});
        else
            values.bindNull();
    };
    world.feed.offer(5, fill, leftOut);
    REQUIRE(without->run());
    CHECK(world.feed.rows() == first);
    std::string rows;
    for (std::size_t row = 0; row < first; ++row)
        rows += "integer " + std::to_string(row) + " text text blob 62 null\n";
    CHECK(world.kept() == rows);
}

TEST_CASE("rolls back the statement on a row with missing values")
{
    FeedWorld world;
    world.feed.offer(3, [](std::size_t row, Values& values) {
        for (std::size_t i = 0; i < (row == 2 ? 3U : 4U); ++i)
            values.bind(std::int64_t{1});
    });
    const auto done = world.insert.run();
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::Io);
    world.feed.withdraw();
    CHECK(world.kept().empty());
}
