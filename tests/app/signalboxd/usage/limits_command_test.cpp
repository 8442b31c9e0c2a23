#include "app/signalboxd/usage/limits_command.h"

#include "gateway/core/json/json.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/host/limit_service.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <sstream>
#include <string>

using gateway::Json;

namespace {

/// "signalboxd limits" with a limit of 10 requests per hour, beside a running gateway with that state.
Json limitWith(const std::string& state)
{
    const QTemporaryDir folder;
    gateway::host::DataFolderLock lock(folder.path());
    REQUIRE(lock.take() == gateway::host::DataFolderLock::Outcome::Taken);
    QFile file(gateway::host::LimitService::fileIn(folder.path()));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(state));
    file.close();
    gateway::config::Settings settings;
    gateway::config::LimitSettings limit;
    limit.name = "burst";
    limit.requests = 10;
    limit.per = gateway::config::LimitWindow{.unit = gateway::CalendarUnit::Hour};
    settings.policies.limits = std::vector{limit};
    std::ostringstream out;
    std::ostringstream err;
    CHECK(app::printLimits({.settings = settings, .dataDir = folder.path(), .asJson = true}, out, err) == 0);
    CHECK(err.str().empty());
    const auto shown = gateway::parseJson(out.str());
    REQUIRE((shown && shown->size() == 1));
    return shown->front();
}

} // namespace

TEST_CASE("shows what requests in flight reserve of a limit")
{
    const Json limit = limitWith(R"({"limits":[{"name":"burst","kind":"requests","counters":[{"who":{},"used":3,"reserved":2}]}],"warned":[]})");
    REQUIRE(limit["counters"].size() == 1);
    CHECK(limit["counters"][0]["reserved"] == 2);
    CHECK(limit["counters"][0]["left"] == 8);
}

TEST_CASE("takes members of a wrong type in the gateway's state as missing")
{
    const std::string state = GENERATE(as<std::string>(), "5", "[]", R"({"limits":5})", R"({"limits":{"a":1}})", R"({"limits":[5,null,"burst",[]]})",
        R"({"limits":[{"name":5,"kind":"requests","counters":[]}],"warned":[]})", R"({"limits":[{"name":"burst","kind":["requests"],"counters":[]}]})",
        R"({"limits":[{"name":"burst","kind":"requests","counters":5}]})", R"({"limits":[{"name":"burst","kind":"requests","counters":[5,"burst",null]}]})");
    CAPTURE(state);
    CHECK(limitWith(state)["counters"] == Json::array());
    const std::string counter = GENERATE(as<std::string>(), R"({"who":5,"reserved":"2"})", R"({"who":{"consumer":5},"reserved":[]})", R"({"who":["a"],"reserved":{}})",
        R"({"reserved":-1})", R"({"reserved":1e-300})");
    CAPTURE(counter);
    const Json counters = limitWith(R"({"limits":[{"name":"burst","kind":"requests","counters":[)" + counter + "]}]}")["counters"];
    REQUIRE(counters.size() == 1);
    CHECK(counters[0]["reserved"] == 0);
    CHECK(counters[0]["left"] == 10);
}

TEST_CASE("takes a reserved amount of any size")
{
    const Json limit = limitWith(R"({"limits":[{"name":"burst","kind":"requests","counters":[{"reserved":1e300}]}]})");
    CHECK(limit["counters"][0]["left"] == 0);
}
