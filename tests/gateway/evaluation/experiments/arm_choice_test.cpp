#include "gateway/evaluation/experiments/arm_choice.h"

#include "catch.h"

#include <cmath>
#include <string>

using namespace gateway::evaluation;

namespace {

constexpr int kSessions = 100'000;

std::string sessionOf(int number) { return "session-" + std::to_string(number); }

/// The share of sessions for which `holds` is true.
template <class Holds> double shareWhere(const Holds& holds)
{
    int count = 0;
    for (int i = 0; i < kSessions; ++i)
        count += holds(sessionOf(i)) ? 1 : 0;
    return static_cast<double>(count) / kSessions;
}

} // namespace

TEST_CASE("sessions are assigned by the shares of the arms")
{
    const double share = GENERATE(0.0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0);
    CAPTURE(share);
    const double found = shareWhere([share](const std::string& session) { return armFor("cheaper", session, share) == 1; });
    CHECK(std::abs(found - share) <= 4 * std::sqrt(share * (1 - share) / kSessions));
}

TEST_CASE("a session keeps its arm after a restart and on another machine")
{
    std::string arms;
    for (int i = 0; i < 32; ++i)
        arms += armFor("cheaper", sessionOf(i), 0.5) == 1 ? '1' : '0';
    CHECK(arms == "10001101101101111001101010101100");
    CHECK(armFor("cheaper", "", 0.5) == armFor("cheaper", "", 0.5));
}

TEST_CASE("a change of shares moves only the sessions that must move")
{
    const auto moves = [](const std::string& session) { return armFor("cheaper", session, 0.1) != armFor("cheaper", session, 0.3); };
    CHECK(std::abs(shareWhere(moves) - 0.2) < 0.01);
    const auto movesBack = [](const std::string& session) { return armFor("cheaper", session, 0.1) > armFor("cheaper", session, 0.3); };
    CHECK(shareWhere(movesBack) == 0);
}

TEST_CASE("arms of different experiments are independent")
{
    const auto isInBoth = [](const std::string& session) { return armFor("a", session, 0.5) == 1 && armFor("b", session, 0.5) == 1; };
    CHECK(std::abs(shareWhere(isInBoth) - 0.25) < 0.01);
    const auto differs = [](const std::string& session) { return armFor("a", 's' + session, 0.5) != armFor("as", session, 0.5); };
    CHECK(std::abs(shareWhere(differs) - 0.5) < 0.01);
}
