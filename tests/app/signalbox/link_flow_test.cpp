#include "app/signalbox/link_flow.h"

#include "catch.h"
#include "controls.h"
#include "sample_day.h"

#include "ui/dialogs/program/choice_dialog.h"
#include "ui/dialogs/program/import_link_dialog.h"
#include "ui/shell/banners/banner.h"

#include <QAbstractButton>

using app::LinkFlow;
using namespace ui;

namespace {

constexpr auto kUsage = "signalbox://open/usage";
constexpr auto kProvider = "signalbox://provider?type=deepseek";

/// A window that shows Overview and receives links.
struct LinkWorld {
    SampleDay day;
    shell::MainWindow window{{{day.model, day.gateway, day.clock, nullptr}, {}, {}}};
    LinkFlow links{day.gateway, [this]() -> shell::MainWindow& { return window; }};

    LinkWorld()
    {
        window.show();
        REQUIRE(page() == "overview");
    }
    void open(const char* link) { links.open(QString::fromLatin1(link)); }
    std::string page() const { return window.currentPage().toStdString(); }
    QList<QDialog*> questions() const
    {
        settleEvents();
        QList<QDialog*> open = window.findChildren<QDialog*>();
        open.removeIf([](const QDialog* dialog) { return !dialog->isVisible(); });
        return open;
    }
    dialogs::ChoiceDialog& question() const
    {
        const auto open = questions();
        REQUIRE(open.size() == 1);
        auto* question = qobject_cast<dialogs::ChoiceDialog*>(open.front());
        REQUIRE(question);
        return *question;
    }
    bool isRefused() const
    {
        const auto& notice = control<shell::Banner>(window, "notice");
        return notice.isVisible() && notice.accessibleName() == QStringLiteral("Link not opened: answer the question about the previous link first.");
    }
};

} // namespace

TEST_CASE("asks before a link opens a page and names the page")
{
    LinkWorld world;
    world.open(kUsage);
    CHECK(world.question().windowTitle() == QStringLiteral("A link asks to open the page “Usage”"));
    CHECK(world.page() == "overview");
    SECTION("shown")
    {
        auto& verb = control<QAbstractButton>(world.question(), "choice1");
        CHECK(verb.text() == QStringLiteral("Show Usage"));
        verb.click();
        CHECK(world.page() == "usage");
    }
    SECTION("declined")
    {
        control<QAbstractButton>(world.question(), "choice0").click();
        CHECK(world.page() == "overview");
    }
    SECTION("closed")
    {
        world.question().reject();
        CHECK(world.page() == "overview");
    }
    CHECK(world.questions().isEmpty());
    world.open("signalbox://open/routes"); // the next one asks again
    CHECK(world.questions().size() == 1);
}

TEST_CASE("asks nothing when a link leads to the current page")
{
    LinkWorld world;
    world.open("signalbox://open/overview");
    CHECK(world.questions().isEmpty());
    world.open(kUsage);
    world.open("signalbox://open/overview"); // nor does it affect the open question
    CHECK(world.question().windowTitle().contains(QStringLiteral("Usage")));
    CHECK_FALSE(world.isRefused());
}

TEST_CASE("asks about one link and refuses others until it is answered")
{
    struct Row {
        const char* first;
        const char* later;
    };
    const auto row = GENERATE(values<Row>({
        {kUsage, "signalbox://open/routes"},
        {kUsage, kProvider},
        {kProvider, kUsage},
        {kProvider, "signalbox://provider?type=qwen"},
    }));
    CAPTURE(row.first, row.later);
    LinkWorld world;
    world.open(row.first);
    const auto first = world.questions();
    REQUIRE(first.size() == 1);
    for (int i = 0; i < 20; ++i)
        world.open(row.later);
    CHECK(world.questions() == first);
    CHECK(world.isRefused());
    first.front()->reject();
    CHECK(world.questions().isEmpty());
    world.open(row.later);
    CHECK(world.questions().size() == 1);
    CHECK_FALSE(world.isRefused());
}

TEST_CASE("asks in front of an open dialog")
{
    LinkWorld world;
    QDialog before(&world.window);
    before.open();
    world.open(kUsage);
    auto* question = before.findChild<dialogs::ChoiceDialog*>();
    REQUIRE(question);
    CHECK(question->isVisible());
    control<QAbstractButton>(*question, "choice1").click();
    CHECK(world.page() == "usage");
}
