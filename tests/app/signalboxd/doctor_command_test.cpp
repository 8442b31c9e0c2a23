#include "app/signalboxd/doctor_command.h"

#include "catch.h"
#include "memory_secret_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <sstream>

using namespace gateway::host;

TEST_CASE("prints findings as text")
{
    CHECK(app::doctorText({{Check::Disk, Outcome::Ok, {}, {"There is room."}}, {Check::Keys, Outcome::Problem, "a/main", {"No key at %1.", {"x"}}, {"Enter it."}}})
        == "ok           disk           There is room.\n"
           "problem      keys           a/main: No key at x.\n"
           "                            -> Enter it.\n");
}

TEST_CASE("prints findings as JSON with an exit status")
{
    const QTemporaryDir folder;
    gateway::secrets::MemorySecretStore store;
    DoctorInputs inputs;
    inputs.catalog = gateway::providers::Catalog::load().value();
    inputs.dataDir = folder.path();
    inputs.settings.listen.httpPort = 0; // no port to check
    inputs.settings.listen.httpsPort.reset();
    const bool isBroken = GENERATE(false, true);
    if (isBroken)
        inputs.issues = {{gateway::config::Issue::Level::Error, "version", "is missing"}};
    std::ostringstream out;
    std::optional<int> status;
    app::DoctorCommand command(inputs, store, out);
    command.run(true, [&](int ended) { status = ended; });
    REQUIRE(QTest::qWaitFor([&] { return status.has_value(); }, 20000));
    CHECK(*status == (isBroken ? 1 : 0));
    const auto told = nlohmann::json::parse(out.str());
    CHECK(told["ok"] == !isBroken);
    CHECK(told["findings"].size() >= 8);
    CHECK(told["findings"][0]["check"] == "configuration");
}
