#include "gateway/routing/health/attempt_reason.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::routing;

TEST_CASE("every reason of an attempt can be translated and says its status")
{
    for (int i = 0; i <= static_cast<int>(AttemptReason::Speed); ++i) {
        const auto reason = static_cast<AttemptReason>(i);
        CAPTURE(wordsOf(reason));
        CHECK(sentenceOf(reason).pattern == wordsOf(reason));
        const Sentence refused = reasonWithStatus(404, reason);
        CHECK(toText(refused) == std::string("404: ") + wordsOf(reason));
        CHECK(statusOf(refused) == 404);
        CHECK(wordsAfterStatus(refused).pattern == wordsOf(reason));
        const Sentence late = timeoutReason(reason);
        CHECK(toText(late) == std::string("timeout: ") + wordsOf(reason));
        CHECK(late.values.front().pattern == wordsOf(reason));
        CHECK(statusOf(late) == 0);
        CHECK(wordsAfterStatus(late).isEmpty());
    }
}

TEST_CASE("a reason of the built-in failure rules can be translated, one of a person's own rules is kept")
{
    const Sentence known = reasonOfAnswer(403, "region not supported");
    CHECK(toText(known) == "403: region not supported");
    CHECK(isOfRegion(wordsAfterStatus(known)));
    const Sentence own = reasonOfAnswer(403, "closed on Sundays: see the contract");
    CHECK(toText(own) == "403: closed on Sundays: see the contract");
    CHECK(wordsAfterStatus(own).pattern.empty());
    CHECK_FALSE(isOfRegion(wordsAfterStatus(own)));
    const Sentence status = reasonOfAnswer(401, {});
    CHECK(status.text == "401");
    CHECK(statusOf(status) == 401);
    CHECK(wordsAfterStatus(status).isEmpty());
}

TEST_CASE("finds no status in a reason that has none")
{
    const char* const text = GENERATE("", "connection refused", "429 or so", "4294967297", "-", ": 403");
    CAPTURE(text);
    CHECK(statusOf(asIs(text)) == 0);
}
