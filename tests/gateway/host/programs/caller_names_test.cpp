#include "gateway/host/programs/caller_names.h"

#include "catch.h"

#include <vector>

using namespace gateway::usage;
using gateway::host::CallerNames;

TEST_CASE("callers that wait for a name are bounded: one too many has none")
{
    QObject worker; // whose events nobody looks at
    CallerNames names(worker, [] { });
    std::vector<std::shared_ptr<const ProcessName>> waiting;
    for (std::size_t i = 0; i < CallerNames::kMaxWaiting; ++i)
        waiting.push_back(names.find({}));
    CHECK_FALSE(waiting.back()->isTold());
    CHECK(names.find({})->isTold());
}
