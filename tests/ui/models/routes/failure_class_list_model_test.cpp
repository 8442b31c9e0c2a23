#include "catch.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/models/roles.h"
#include "ui/models/routes/failure_class_list_model.h"

using gateway::config::FailureClass;
using gateway::config::FailureClassSettings;
using gateway::config::Next;
using gateway::config::Rests;
using gateway::config::Settings;
using ui::models::FailureClassListModel;
using ui::models::ownOf;
using ui::models::withClass;

namespace {

/// As in the gateway.
struct FailureClassListWorld {
    FakeOf<gateway::host::Configuration, gateway::host::Diagnosis> gateway;
    FailureClassListModel model;

    FailureClassListWorld() { refresh(); }
    void change(FailureClass failure, const FailureClassSettings& own)
    {
        gateway.m_settings = withClass(gateway.settings(), failure, own);
        refresh();
    }
    void refresh() { model.setClasses(*gateway.failureRules(), gateway.settings().failures); }
    bool marks(FailureClass failure) const
    {
        return model.index(static_cast<int>(failure), 0).data(ui::models::SecondLineRole).toString() == QStringLiteral("customised");
    }
    std::string row(FailureClass failure, int role = ui::models::RawRole) const
    {
        QStringList cells;
        for (int column = 0; column < FailureClassListModel::ColumnCount; ++column) {
            cells << model.index(static_cast<int>(failure), column).data(role).toString();
        }
        return cells.join(QStringLiteral(" | ")).toStdString();
    }
};

} // namespace

TEST_CASE("lists the failure classes and their consequences")
{
    const Language language("en");
    FailureClassListWorld world;
    REQUIRE(world.model.rowCount() == static_cast<int>(gateway::config::kFailureClasses));
    CHECK(world.row(FailureClass::RateLimited) == "rate limit | next key | key for this model | immediately, 1 s");
    CHECK(world.row(FailureClass::ServerError) == "provider error | retry key | model | after repeated failures, by key failover");
    CHECK(world.row(FailureClass::ContextTooLong) == "context too long | next target | nothing | –");
    for (int row = 0; row < world.model.rowCount(); ++row) {
        CHECK_FALSE(world.model.isChanged(row));
        CHECK_FALSE(world.marks(static_cast<FailureClass>(row)));
    }
}

TEST_CASE("marks changed values of a failure class and shows the default")
{
    const Language language("en");
    FailureClassListWorld world;
    world.change(FailureClass::Overloaded, {Next::GiveUp, {}, {}, 90000});
    CHECK(world.model.isChanged(static_cast<int>(FailureClass::Overloaded)));
    CHECK(world.marks(FailureClass::Overloaded));
    CHECK(world.row(FailureClass::Overloaded, ui::models::ToneRole) == " |  | text_secondary | ");
    CHECK(world.row(FailureClass::Overloaded, Qt::AccessibleTextRole)
          == "overloaded, customised | return to client, built in: retry key | model | "
             "after repeated failures, 90 s, built in: after repeated failures, by key failover");
    CHECK(world.model.index(static_cast<int>(FailureClass::Overloaded), FailureClassListModel::Then).data(Qt::ToolTipRole).toString()
          == QStringLiteral("built in: retry key"));
    CHECK_FALSE(world.model.isChanged(static_cast<int>(FailureClass::Timeout)));
    world.change(FailureClass::Overloaded, {});
    CHECK_FALSE(world.model.isChanged(static_cast<int>(FailureClass::Overloaded)));
}

TEST_CASE("stores a failure class in the settings only while it differs")
{
    const FailureClassSettings mine{{}, Rests::Provider, true, {}};
    Settings all = withClass({}, FailureClass::Timeout, mine);
    REQUIRE(all.failures.classes.size() == 1);
    CHECK(all.failures.classes.front().first == "timeout");
    CHECK(ownOf(all.failures, FailureClass::Timeout) == mine);
    CHECK(ownOf(all.failures, FailureClass::Overloaded) == FailureClassSettings());
    const FailureClassSettings other{Next::NextKey, {}, {}, {}};
    all = withClass(all, FailureClass::Timeout, other);
    all = withClass(all, FailureClass::Overloaded, mine);
    CHECK(all.failures.classes.size() == 2);
    CHECK(ownOf(all.failures, FailureClass::Timeout) == other);
    all = withClass(all, FailureClass::Timeout, {});
    all = withClass(all, FailureClass::RateLimited, {});
    REQUIRE(all.failures.classes.size() == 1);
    CHECK(all.failures.classes.front().first == "overloaded");
}
