#include "gateway/host/checks/user_check.h"

#include "gateway/host/programs/user_names.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("a user whom this machine does not have is a warning at its place in the list")
{
    const auto own = host::ownUser();
    if (!own)
        return; // users of this system have no ids
    config::ListenSettings listen;
    CHECK(host::checkLocalUsers(listen).empty());
    listen.localUsers = {"names", {std::to_string(*own), "no-such-user-here"}};
    const auto issues = host::checkLocalUsers(listen);
    REQUIRE(issues.size() == 1);
    CHECK(issues.front().level == config::Issue::Level::Warning);
    CHECK(issues.front().path == "listen.local_users[1]");
    CHECK_THAT(sentenceOf(issues.front()), Catch::Contains("no user \"no-such-user-here\""));
}

TEST_CASE("a word of local_users that stands in a list is answered with its right spelling")
{
    const std::string word = GENERATE("all", "own");
    if (!host::ownUser() || host::userNamed(word))
        return; // users have no ids here, or one is called so
    config::ListenSettings listen;
    listen.localUsers = {"names", {word}};
    const auto issues = host::checkLocalUsers(listen);
    REQUIRE(issues.size() == 1);
    CHECK(issues.front().path == "listen.local_users[0]");
    CHECK_THAT(sentenceOf(issues.front()), Catch::Contains("write it as text: \"local_users\": \"" + word + '"'));
}
