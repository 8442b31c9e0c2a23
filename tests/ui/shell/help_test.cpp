#include "catch.h"
#include "controls.h"
#include "sample_day.h"
#include "shown_window.h"

#include "ui/pages/support/help_window.h"
#include "ui/shell/appearance/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_table.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <algorithm>

using namespace ui;

namespace {

QString textOfTopic(const char* language, const QString& topic)
{
    QFile file(QStringLiteral(":/help/%1/%2.md").arg(QLatin1String(language), topic));
    CAPTURE(language, topic.toStdString());
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

QStringList targetsIn(const QString& text)
{
    QStringList targets;
    auto match = QRegularExpression(QStringLiteral("\\]\\(([^)]+)\\)")).globalMatch(text);
    while (match.hasNext()) targets << match.next().captured(1);
    return targets;
}

/// All topics, in either language.
QStringList topics()
{
    QStringList all;
    for (const char* language : {"en", "zh_CN"})
        for (const QString& file : QDir(QStringLiteral(":/help/%1").arg(QLatin1String(language))).entryList({QStringLiteral("*.md")}))
            if (const QString topic = file.chopped(3); !all.contains(topic)) all << topic;
    return all;
}

bool isOfPage(const QString& topic)
{
    const auto pages = shell::pageTable();
    return topic == QStringLiteral("try") || std::any_of(pages.begin(), pages.end(), [&](const auto& page) { return topic == QLatin1String(page.id); });
}

} // namespace

TEST_CASE("every page has help in both languages with valid links")
{
    const auto* const language = GENERATE("en", "zh_CN");
    for (const auto& page : shell::pageTable()) CHECK(topics().contains(QLatin1String(page.id)));
    for (const QString& topic : topics()) {
        const QString text = textOfTopic(language, topic);
        CAPTURE(language, topic.toStdString());
        CHECK(text.startsWith(QStringLiteral("# ")));
        CHECK(text.size() > 250);
        CHECK((!isOfPage(topic) || targetsIn(text).contains(topic + QStringLiteral(".png"))));
        for (const QString& target : targetsIn(text)) {
            CAPTURE(target.toStdString());
            const QString file = QStringLiteral(":/help/%1/%2").arg(QLatin1String(language), target);
            CHECK(QFile::exists(file));
            if (target.endsWith(QStringLiteral(".png"))) CHECK(QImage(file).width() > 300);
        }
        CHECK((topic == QStringLiteral("index") || targetsIn(textOfTopic(language, QStringLiteral("index"))).contains(topic + QStringLiteral(".md"))));
    }
}

TEST_CASE("every help topic is short")
{
    for (const QString& topic : topics()) {
        CAPTURE(topic.toStdString());
        if (topic != QStringLiteral("configuration")) CHECK(textOfTopic("en", topic).size() <= 6500);
    }
}

TEST_CASE("both languages have the same number of headings, links and rows")
{
    for (const QString& topic : topics()) {
        CAPTURE(topic.toStdString());
        const QString english = textOfTopic("en", topic);
        const QString chinese = textOfTopic("zh_CN", topic);
        for (const char* what : {"\n## ", "\n|", "](", "```", "\n- "}) {
            CAPTURE(what);
            CHECK(english.count(QLatin1String(what)) == chinese.count(QLatin1String(what)));
        }
    }
}

TEST_CASE("F1 opens the help of the current page and follows the language")
{
    shell::Language language(*qApp);
    language.setChoice(QStringLiteral("en"));
    SampleDay day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    window.showPage(QStringLiteral("routes"));
    QTest::keyClick(&window, Qt::Key_F1);
    auto* help = window.findChild<pages::HelpWindow*>();
    REQUIRE(help);
    CHECK(help->isVisible());
    CHECK(help->topic() == QStringLiteral("routes"));
    auto& browser = control<pages::HelpBrowser>(*help, "helpText");
    CHECK(browser.toPlainText().contains(QStringLiteral("How a request finds its target")));
    CHECK(browser.source().path().contains(QStringLiteral("/en/")));

    SECTION("links lead to other topics and back")
    {
        browser.setSource(QUrl(QStringLiteral("requests.md")));
        CHECK(help->topic() == QStringLiteral("requests"));
        CHECK(browser.toPlainText().contains(QStringLiteral("the newest first")));
        QTest::mouseClick(&control(*help, "helpBack"), Qt::LeftButton);
        CHECK(help->topic() == QStringLiteral("routes"));
        QTest::mouseClick(&control(*help, "helpContents"), Qt::LeftButton);
        CHECK(help->topic() == QStringLiteral("index"));
    }
    SECTION("the language changes in place")
    {
        language.setChoice(QStringLiteral("zh_CN"));
        settleEvents();
        CHECK(help->topic() == QStringLiteral("routes"));
        CHECK(browser.source().path().contains(QStringLiteral("/zh_CN/")));
        CHECK(browser.toPlainText().contains(QStringLiteral("请求怎样找到目标")));
        language.setChoice(QStringLiteral("en"));
    }
    SECTION("a page without help shows the contents")
    {
        window.showHelp(QStringLiteral("nothing-like-it"));
        CHECK(help->topic() == QStringLiteral("index"));
    }
    SECTION("Esc closes it")
    {
        QPointer<pages::HelpWindow> open = help;
        // A window counts as active as soon as its parent does; the focus shows it.
        REQUIRE(QTest::qWaitFor([&] { return QApplication::focusWidget() == &browser; }, 20000));
        QTest::keyClick(&browser, Qt::Key_Escape);
        CHECK(QTest::qWaitFor([&] { return !open; }, 20000));
    }
    SECTION("no picture is wider than the text")
    {
        const QImage picture = browser.loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("qrc:/help/en/routes.png"))).value<QImage>();
        REQUIRE_FALSE(picture.isNull());
        CHECK(picture.width() / picture.devicePixelRatio() <= browser.viewport()->width());
    }
}

namespace {

/// Opens a dialog as its page does.
using Opening = void (*)(shell::MainWindow& window);

struct Place {
    const char* name;
    Opening open;
    const char* topic;
};

void press(shell::MainWindow& window, const char* page, const char* button)
{
    window.showPage(QString::fromLatin1(page));
    control<QAbstractButton>(*window.page(QString::fromLatin1(page)), button).click();
}

} // namespace

TEST_CASE("F1 in a dialog or panel opens the help of its page")
{
    const auto place = GENERATE(values<Place>({
        {"a new consumer", [](shell::MainWindow& window) { press(window, "clients", "addConsumer"); }, "clients"},
        {"a new provider", [](shell::MainWindow& window) { window.addProvider(); }, "providers"},
        {"a new route", [](shell::MainWindow& window) { press(window, "routes", "addRoute"); }, "routes"},
        {"a comparison with a bill", [](shell::MainWindow& window) { press(window, "usage", "compareBill"); }, "usage"},
        {"a backup", [](shell::MainWindow& window) { window.showSettings(QStringLiteral("data")); press(window, "settings", "exportBackup"); }, "settings"},
        {"the port", [](shell::MainWindow& window) { window.showPage(QStringLiteral("usage")); window.solvePort(); }, "troubleshooting"},
        {"the first run", [](shell::MainWindow& window) { window.showPage(QStringLiteral("usage")); window.openFirstRun(); }, "first-steps"},
        {"Try it", [](shell::MainWindow& window) { window.tryIt(); }, "try"},
    }));
    CAPTURE(place.name);
    ShownWindow w;
    const QTemporaryDir folder;
    w.day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    place.open(w.window);
    auto* const dialog = openDialog<QDialog>();
    REQUIRE(dialog);
    REQUIRE(QTest::qWaitForWindowExposed(dialog));
    QWidget* const field = dialog->focusWidget() ? dialog->focusWidget() : dialog;
    QTest::keyClick(field, Qt::Key_F1);
    auto* const help = dialog->findChild<pages::HelpWindow*>();
    REQUIRE(help);
    CHECK(help->isVisible());
    CHECK(help->topic().toStdString() == place.topic);
    CHECK(control<pages::HelpBrowser>(*help, "helpText").source().path().endsWith(QString::fromLatin1(place.topic) + QStringLiteral(".md")));

    SECTION("F1 in the help opens the contents")
    {
        QTest::keyClick(&control(*help, "helpText"), Qt::Key_F1);
        CHECK(help->topic() == QStringLiteral("index"));
    }
    SECTION("the help can be read and closed while the dialog waits")
    {
        CHECK(help->windowHandle()->transientParent() == dialog->windowHandle()); // otherwise the modal dialog blocks it
        QPointer<pages::HelpWindow> open = help;
        QTest::keyClick(&control(*help, "helpText"), Qt::Key_Escape);
        CHECK(QTest::qWaitFor([&] { return !open; }, 20000));
        CHECK(dialog->isVisible());
    }
    SECTION("the help closes with the dialog")
    {
        QPointer<pages::HelpWindow> open = help;
        dialog->close();
        CHECK(QTest::qWaitFor([&] { return !open || !open->isVisible(); }, 20000));
    }
}
