#include "gateway/host/programs/caller_names.h"

#include "catch.h"

#include <vector>

using namespace gateway::usage;
using gateway::host::CallerNames;

TEST_CASE("limits the callers that await a name and leaves excess ones unnamed")
{
    QObject worker; // its events are never processed
    CallerNames names(worker, [] { });
    std::vector<std::shared_ptr<const ProcessName>> waiting;
    for (std::size_t i = 0; i < CallerNames::kMaxWaiting; ++i)
        waiting.push_back(names.find({}));
    CHECK_FALSE(waiting.back()->isTold());
    CHECK(names.find({})->isTold());
}
