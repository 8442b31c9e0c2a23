#include "client_snippets.h"

#include <array>

namespace ui::models {

namespace {

struct SnippetRow {
    const char* protocol;
    bool endsInVersion; ///< its base address ends in /v1
    const char* lines;  ///< %1: the base address, %2: the key
};

// Sources, all read 2026-11: openai-python README, "Configuring the HTTP client"; Claude Code docs, "LLM gateway
// configuration"; gemini-cli docs/get-started/authentication.md; ollama docs/faq.md, "How do I configure Ollama server?".
constexpr std::array kRows{
    SnippetRow{"OpenAI", true, "export OPENAI_BASE_URL=%1\nexport OPENAI_API_KEY=%2"},
    SnippetRow{"Anthropic", false, "export ANTHROPIC_BASE_URL=%1\nexport ANTHROPIC_AUTH_TOKEN=%2"},
    SnippetRow{"Gemini", false, "export GOOGLE_GEMINI_BASE_URL=%1\nexport GEMINI_API_KEY=%2"},
    SnippetRow{"Ollama", false, "export OLLAMA_HOST=%1"},
};

} // namespace

std::vector<ClientSnippet> clientSnippets(const QString& address, const QString& key)
{
    QString root = address;
    if (root.endsWith(QLatin1StringView("/v1"))) root.chop(3);
    std::vector<ClientSnippet> snippets;
    for (const SnippetRow& row : kRows) {
        const QString base = row.endsInVersion ? root + QStringLiteral("/v1") : root;
        QString lines = QString::fromLatin1(row.lines);
        lines.replace(QLatin1StringView("%1"), base).replace(QLatin1StringView("%2"), key);
        snippets.push_back({QString::fromLatin1(row.protocol), base, lines});
    }
    return snippets;
}

} // namespace ui::models
