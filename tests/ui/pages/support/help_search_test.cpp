#include "ui/pages/support/help_search.h"

#include "catch.h"
#include "controls.h"
#include "test_language.h"

#include "ui/pages/support/help_window.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using pages::HelpBrowser;
using pages::HelpHit;
using pages::HelpSearch;
using pages::HelpWindow;

namespace {

/// A help of three pages.
struct HelpFolder {
    QTemporaryDir folder;

    HelpFolder()
    {
        write("index", "# Contents\n\n- [Routes](routes.md) and [Keys](keys.md)\n");
        write("routes", "# Routes\n\nA route has **targets**. The targets of a route share requests.\n\n| Field | Means |\n|---|---|\n| `weight` | a share of requests |\n");
        write("keys", "# Keys\n\nKeys take turns, see [Routes](routes.md). Ключи.\n");
    }
    void write(const char* topic, const char* text)
    {
        QFile file(folder.filePath(QString::fromLatin1(topic) + QStringLiteral(".md")));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::string found(const char* text)
    {
        HelpSearch search;
        std::string all;
        for (const HelpHit& hit : search.find(folder.path(), QString::fromUtf8(text))) all += hit.topic.toStdString() + ' ' + std::to_string(hit.count) + ' ';
        return all;
    }
};

struct OpenedHelp {
    Language language{"en"};
    HelpWindow window;
    HelpBrowser& browser = control<HelpBrowser>(window, "helpText");
    QLineEdit& field = control<QLineEdit>(window, "helpSearch");

    OpenedHelp()
    {
        window.showTopic(QStringLiteral("routes"));
        REQUIRE(QTest::qWaitForWindowActive(&window));
    }
    QAbstractItemModel& hits() { return *control<QTableView>(window, "helpHits").model(); }
    std::string found() { return textOf(window, "helpFound"); }
    QString selected() { return browser.textCursor().selectedText(); }
};

} // namespace

TEST_CASE("finds words in the text of help pages as it is shown")
{
    struct Row {
        const char* text;
        const char* found; ///< topics and their matches, in order
    };
    const auto row = GENERATE(values<Row>({
        {"route", "routes 3 keys 1 index 1 "},
        {"ROUTE", "routes 3 keys 1 index 1 "},
        {"targets", "routes 2 "},
        {"targets weight", "routes 3 "},
        {"targets turns", ""},
        {"\"share of requests\"", "routes 1 "},
        {"\u201cshare of requests\u201d", "routes 1 "},
        {"routes.md", ""}, // the address of a link
        {"**", ""},
        {"ключи", "keys 1 "},
        {"  ", ""},
        {"\"", ""},
    }));
    CAPTURE(row.text);
    HelpFolder help;
    CHECK(help.found(row.text) == row.found);
}

TEST_CASE("quotes the line of the first match")
{
    HelpFolder help;
    help.write("keys", "# Keys\n\nFirst line.\n\nA long line with many words before the one that is looked for, which is needle, and a few after it.\n");
    HelpSearch search;
    const auto hits = search.find(help.folder.path(), QStringLiteral("needle"));
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].title == QStringLiteral("Keys"));
    CHECK(hits[0].excerpt.startsWith(u'…'));
    CHECK(hits[0].excerpt.contains(QStringLiteral("which is needle, and a few after it.")));
    CHECK(search.find(help.folder.path(), QStringLiteral("Contents")).front().excerpt.isEmpty()); // only in the title
}

TEST_CASE("the help shows how much was found and marks it")
{
    OpenedHelp help;
    CHECK_FALSE(control(help.window, "helpFound").isVisible());
    QTest::keyClick(&help.browser, Qt::Key_F, Qt::ControlModifier);
    CHECK(help.field.hasFocus());
    QTest::keyClicks(&help.field, QStringLiteral("cooldown"));
    const int pages = help.hits().rowCount();
    REQUIRE(pages > 1);
    SECTION("on each page")
    {
        int matches = 0;
        for (int row = 0; row < pages; ++row) {
            if (row == 0) QTest::keyClick(&help.field, Qt::Key_Down); // leads into the list
            control<QTableView>(help.window, "helpHits").setCurrentIndex(help.hits().index(row, 0));
            CAPTURE(help.window.topic().toStdString());
            CHECK(help.selected().compare(QStringLiteral("cooldown"), Qt::CaseInsensitive) == 0);
            // What the list counts is what the page marks.
            CHECK(help.browser.matchCount() == help.hits().index(row, 1).data().toString().toInt());
            CHECK(help.browser.extraSelections().size() == help.browser.matchCount());
            matches += help.browser.matchCount();
        }
        CHECK(help.found() == std::to_string(matches) + " matches on " + std::to_string(pages) + " pages");
    }
    SECTION("Return goes through the matches of a page")
    {
        control<QTableView>(help.window, "helpHits").setCurrentIndex(help.hits().index(0, 0));
        const int count = help.browser.matchCount();
        REQUIRE(count > 1);
        const int first = help.browser.textCursor().selectionStart();
        QTest::keyClick(&help.field, Qt::Key_Return);
        CHECK(help.browser.textCursor().selectionStart() > first);
        QTest::keyClick(&help.field, Qt::Key_Return, Qt::ShiftModifier);
        CHECK(help.browser.textCursor().selectionStart() == first);
        for (int i = 0; i < count; ++i) QTest::keyClick(&help.field, Qt::Key_Return);
        CHECK(help.browser.textCursor().selectionStart() == first); // once around
    }
    SECTION("Escape ends the search")
    {
        help.field.setFocus();
        QTest::keyClick(&help.field, Qt::Key_Escape);
        CHECK(help.field.text().isEmpty());
        CHECK(help.hits().rowCount() == 0);
        CHECK(help.browser.extraSelections().isEmpty());
        CHECK_FALSE(control(help.window, "helpFound").isVisible());
        CHECK(help.window.isVisible());
    }
    SECTION("nothing found says what to do")
    {
        help.field.setText(QStringLiteral("route xyzzy"));
        CHECK(help.found() == "Nothing found. Use fewer or other words, or look through the contents.");
        CHECK_FALSE(control(help.window, "helpHits").isVisible());
        CHECK(help.browser.extraSelections().isEmpty());
    }
}

TEST_CASE("the help is searched in the language that is shown")
{
    OpenedHelp help;
    help.field.setText(QStringLiteral("冷却"));
    CHECK(help.hits().rowCount() == 0);
    {
        const Language chinese{"zh_CN"};
        settleEvents();
        CHECK(help.hits().rowCount() > 1);
        CHECK(help.selected() == QStringLiteral("冷却"));
        CHECK(help.browser.source().path().contains(QStringLiteral("/zh_CN/")));
    }
}
