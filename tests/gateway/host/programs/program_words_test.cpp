#include "gateway/host/programs/program_words.h"

#include "catch.h"

using namespace gateway::host;

TEST_CASE("names a caller by its familiar program name")
{
    struct Row {
        std::vector<std::string> arguments;
        std::string executable;
        std::string name;
    };
    const auto row = GENERATE(values<Row>({
        {{"curl", "-H", "authorization: Bearer sb-secret"}, "/usr/bin/curl", "curl"},
        {{"/usr/bin/curl", "http://x"}, "/usr/bin/curl", "curl"},
        {{"claude"}, "/opt/claude/versions/2.0.14", "claude"},
        {{"claude"}, "/usr/bin/node", "claude"}, // it changed its process title
        {{"node", "/usr/bin/claude", "--print", "sk-secret"}, "/usr/bin/node", "node claude"},
        {{"node", "claude"}, "/usr/bin/node", "node claude"},
        {{"node", "--max-old-space-size=4096", "--require", "dotenv", "/srv/app/index.js"}, "/usr/bin/node", "node index.js"},
        {{"node", "-e", "fetch('sk-secret')"}, "/usr/bin/node", "node"},
        {{"node"}, "/usr/bin/node", "node"},
        {{"python3", "/usr/bin/aider", "--key", "sk-secret"}, "/usr/bin/python3.11", "python3 aider"},
        {{"/venv/bin/python3.11", "-u", "-m", "uvicorn", "app:app"}, "/usr/bin/python3.11", "python3.11 uvicorn"},
        {{"python", "-c", "print('sk-secret')"}, "/usr/bin/python3", "python"},
        {{"java", "-cp", "a.jar:b.jar", "-Dkey=sk-secret", "com.example.Main"}, "/usr/bin/java", "java com.example.Main"},
        {{"java", "-jar", "/opt/agent.jar"}, "/usr/bin/java", "java agent.jar"},
        {{"bun", "run", "chat.ts"}, "/usr/bin/bun", "bun chat.ts"},
        {{"python", "http://user:secret@host/"}, "/usr/bin/python3", "python"},
        {{"/usr/share/code/code --type=utility --key=sk-secret"}, "/usr/share/code/code", "code"},
        {{"nginx: worker process"}, "/usr/sbin/nginx", "nginx"},
        {{"/opt/My Editor/editor", "x"}, "/opt/My Editor/editor", "editor"},
        {{"-bash"}, "/usr/bin/bash", "bash"},
        {{}, "", "kworker"},
        {{""}, "/usr/bin/tool", "tool"},
    }));
    CAPTURE(row.arguments);
    CHECK(callerName({row.arguments, row.executable, "kworker", "/"}, "/home/me") == row.name);
}

TEST_CASE("distinguishes callers of the same program by folder")
{
    struct Row {
        std::string folder;
        std::string name;
    };
    const auto row = GENERATE(values<Row>({
        {"/home/me/my-project", "curl (my-project)"},
        {"/home/me/项目", "curl (项目)"},
        {"/home/me/a\nb\x1b[31m", "curl (a\\u000ab\\u001b[31m)"},
        {"/home/me/" + std::string(100, 'x'), "curl (" + std::string(60, 'x') + ')'},
        {"/home/me/" + std::string(59, 'x') + "项", "curl (" + std::string(59, 'x') + ')'},
        {"/home/me", "curl"},
        {"/", "curl"},
        {"", "curl"},
    }));
    CHECK(callerName({{"curl"}, "/usr/bin/curl", "curl", row.folder}, "/home/me") == row.name);
}

TEST_CASE("reports the full project folder but not the home folder")
{
    struct Row {
        std::string folder;
        std::string project;
    };
    const auto row = GENERATE(values<Row>({
        {"/home/me/my-project", "/home/me/my-project"},
        {"/home/me/项目", "/home/me/项目"},
        {"/home/me/a\nb\x1b[31m", "/home/me/a\\u000ab\\u001b[31m"},
        {"/" + std::string(500, 'x'), "/" + std::string(399, 'x')},
        {"/home/me", ""},
        {"/", ""},
        {"", ""},
    }));
    CHECK(projectFolder({{"curl"}, "/usr/bin/curl", "curl", row.folder}, "/home/me") == row.project);
}
