#include "opened_requests.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

TEST_CASE("the menu of exports says in words what is exported, and begins and ends with no line")
{
    OpenedRequests opened(week());
    const bool hasLedger = GENERATE(true, false);
    CAPTURE(hasLedger);
    if (!hasLedger) opened.day.gateway.ledgerFile.clear();
    control<QPushButton>(*opened.page, "exportRequests").click();
    auto& menu = control<QMenu>(*opened.page, "exportMenu");
    const auto actions = menu.actions();
    REQUIRE(actions.size() == 3);
    for (const QAction* action : actions) CHECK_FALSE(action->isSeparator());
    CHECK(actions[0]->text().startsWith(QStringLiteral("All requests of: ")));
    CHECK_FALSE(actions[0]->isEnabled());
    CHECK(actions[1]->isEnabled() == hasLedger);
    CHECK(actions[2]->isEnabled() == hasLedger);
    menu.close();
}
