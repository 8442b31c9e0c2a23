#include "gateway/http/server/ended_handlers.h"

#include "catch.h"

#include <string>
#include <utility>

using namespace gateway;
using namespace gateway::http;

namespace {

/// Records its name on destruction.
class Named final : public Handler {
public:
    Named(std::string name, std::string& gone) : m_name(std::move(name)), m_gone(gone) { }
    ~Named() override { m_gone += m_name; }
    void start() override { }
    void clientGone() override { }
    void stopNow() override { }

private:
    const std::string m_name;
    std::string& m_gone;
};

} // namespace

TEST_CASE("destroys ended handlers later in order or at once when there are many")
{
    std::string gone;
    DeferredCalls deferred;
    EndedHandlers ended(deferred);
    for (const char* const name : {"a", "b"})
        ended.add(std::make_unique<Named>(name, gone));
    CHECK(gone.empty());
    deferred.run();
    CHECK(gone == "ab");

    ended.add(std::make_unique<Named>("c", gone));
    ended.putAway();
    CHECK(gone == "abc");
    deferred.run(); // nothing is left

    for (int i = 0; gone == "abc" && i < 10000; ++i)
        ended.add(std::make_unique<Named>("d", gone));
    CHECK(gone.size() > 4);
    CHECK(gone.find_first_not_of('d', 3) == std::string::npos);
}
