#include "catch.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace class_size_test {

namespace {

constexpr int kMostFunctions = 25;
constexpr int kMostMembers = 12;

struct ClassSize {
    std::string name;
    int functions = 0; // signals are; constructors, destructors and deleted functions are not
    int members = 0;   // without constants
};

using Tokens = std::vector<std::string>;

/// Names, "::" and single characters, without comments, literals and what the preprocessor reads.
Tokens tokensOf(const QString& code)
{
    static const QRegularExpression skipped(
        QStringLiteral(R"(//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<!\w)'(?:[^'\\\n]|\\.)+'|^[ \t]*#(?:[^\n\\]|\\.)*)"),
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression token(QStringLiteral(R"([A-Za-z_]\w*|\d[\w.']*|::|\S)"));
    Tokens all;
    const QString bare = QString(code).replace(skipped, QStringLiteral(" "));
    for (auto found = token.globalMatch(bare); found.hasNext();)
        all.push_back(found.next().captured().toStdString());
    return all;
}

bool isName(const std::string& token) { return std::isalpha(static_cast<unsigned char>(token[0])) != 0 || token[0] == '_'; }

/// The position of the bracket that closes the one at `at`.
std::size_t endOf(const Tokens& all, std::size_t at)
{
    const std::string& open = all[at];
    const std::string close = open == "(" ? ")" : open == "{" ? "}" : ">";
    int depth = 0;
    for (; at < all.size(); ++at) {
        depth += all[at] == open ? 1 : all[at] == close ? -1 : 0;
        if (depth == 0)
            return at;
    }
    return all.size() - 1;
}

constexpr std::string_view kParameters = "()";
constexpr std::string_view kFunctionPointer = "(*)";
constexpr std::string_view kBraces = "{}";
constexpr std::string_view kAngles = "<>";

bool has(const Tokens& declaration, std::string_view token) { return std::ranges::find(declaration, token) != declaration.end(); }

/// The parameters of a function; the end if it is none.
Tokens::const_iterator parametersOf(const Tokens& declaration)
{
    const bool isOperator = has(declaration, "operator");
    const auto end = isOperator ? declaration.end() : std::ranges::find_if(declaration, [](const std::string& token) {
        return token == "=" || token == kBraces || token == kFunctionPointer;
    });
    const auto found = std::find(declaration.begin(), end, kParameters);
    return found == end ? declaration.end() : found;
}

void count(const Tokens& declaration, ClassSize& size)
{
    if (declaration.empty())
        return;
    const std::string& first = declaration.front();
    if (first == "using" || first == "typedef" || first == "friend" || first == "static_assert" || first == "enum")
        return;
    if (first == "class" || first == "struct" || first == "union") {
        if (declaration.back() != kBraces && declaration.size() > 2)
            ++size.members;
        return;
    }
    const auto parameters = parametersOf(declaration);
    if (parameters == declaration.end()) {
        if (!has(declaration, "constexpr"))
            size.members += 1 + static_cast<int>(std::ranges::count(declaration, ","));
        return;
    }
    const bool isConstructor = parameters != declaration.begin() && (*(parameters - 1) == size.name || has(declaration, "~"));
    if (!isConstructor && declaration.back() != "delete")
        ++size.functions;
}

/// Whether the brace after these tokens begins the body of a function, rather than a value.
bool isBody(const Tokens& declaration)
{
    const auto parameters = parametersOf(declaration);
    if (parameters == declaration.end())
        return false;
    const bool isInitialising = std::find(parameters, declaration.end(), ":") != declaration.end();
    return !isInitialising || (!isName(declaration.back()) && declaration.back() != kAngles);
}

/// Counts what is declared from `at`, after the brace of the class, to `end`.
void countBody(const Tokens& all, std::size_t at, std::size_t end, ClassSize& size)
{
    Tokens declaration;
    const auto finish = [&] {
        count(declaration, size);
        declaration.clear();
    };
    for (; at < end; ++at) {
        const std::string& token = all[at];
        if (token == ";") {
            finish();
        } else if (token == ":" && !declaration.empty() && std::ranges::all_of(declaration, [](const std::string& each) {
                       return each == "public" || each == "private" || each == "protected" || each == "Q_SIGNALS" || each == "Q_SLOTS";
                   })) {
            declaration.clear();
        } else if (token == "(") {
            const std::size_t close = endOf(all, at);
            const bool isPointer = close > at + 2 && all[close - 1] != "*" && (all[at + 1] == "*" || (all[at + 2] == "::" && all[at + 3] == "*"));
            declaration.emplace_back(isPointer ? kFunctionPointer : kParameters);
            at = close;
        } else if (token == "<" && !declaration.empty() && isName(declaration.back()) && declaration.back() != "operator" && !has(declaration, "=")) {
            at = endOf(all, at);
            if (declaration.back() == "template")
                declaration.clear();
            else
                declaration.emplace_back(kAngles);
        } else if (token == "{") {
            const bool ends = isBody(declaration);
            declaration.emplace_back(kBraces);
            at = endOf(all, at);
            if (ends)
                finish();
        } else if (token != "Q_OBJECT") {
            declaration.push_back(token);
        }
    }
}

/// All classes and structs, nested ones too, each by itself.
std::vector<ClassSize> classesIn(const QString& code)
{
    const Tokens all = tokensOf(code);
    std::vector<ClassSize> found;
    for (std::size_t i = 0; i + 2 < all.size(); ++i) {
        const bool isClass = all[i] == "class" || all[i] == "struct";
        if (!isClass || (i > 0 && (all[i - 1] == "enum" || all[i - 1] == "<" || all[i - 1] == ",")))
            continue;
        std::size_t open = i + 1;
        bool hasBases = false;
        while (open < all.size() && all[open] != "{" && (hasBases || isName(all[open]) || all[open] == "::" || all[open] == ":") && all[open] != ";") {
            hasBases = hasBases || all[open] == ":";
            ++open;
        }
        if (open >= all.size() || all[open] != "{")
            continue;
        const auto nameEnd = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(i), all.end(), [](const std::string& token) { return token == "final" || token == ":" || token == "{"; });
        ClassSize& size = found.emplace_back();
        size.name = *(nameEnd - 1);
        countBody(all, open + 1, endOf(all, open), size);
    }
    return found;
}

} // namespace

TEST_CASE("no class of an exchange has more than 25 functions or 12 members")
{
    int seen = 0;
    const QString root = QStringLiteral(SIGNALBOX_SOURCE_DIR);
    QDirIterator files(root + QLatin1String("/gateway/exchange"), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        for (const ClassSize& each : classesIn(QString::fromUtf8(file.readAll()))) {
            ++seen;
            CAPTURE(file.fileName().mid(root.size() + 1).toStdString(), each.name);
            CHECK(each.functions <= kMostFunctions);
            CHECK(each.members <= kMostMembers);
        }
    }
    CHECK(seen > 100);
}

TEST_CASE("counts the functions and members of each class")
{
    const auto classes = classesIn(QStringLiteral(R"(
        #define SEMICOLON ;
        enum class Kind { One, Two };
        template <class T> class Declared;
        class Outer final : public Base<int, long>, private Other {
            Q_OBJECT
        public:
            explicit Outer(int a = {}) : Base{a}, m_first(a), m_second{a} { run(); }
            ~Outer() override;
            Outer(const Outer&) = delete;
            Outer& operator=(const Outer&) = delete;
            bool operator==(const Outer&) const = default; // function 1
            bool operator()(int a) const { return a > 0; } // function 2
            template <class F> std::function<void(F)> each(F f = {}) const { if (f) { g(); } } // function 3
            const std::map<int, std::string>& all() const; // function 4; a comment; with semicolons
            static constexpr int kMost = 3;
            using Map = std::map<int, int>;
            friend class Friend;
        Q_SIGNALS:
            void changed(int a); // function 5
        private:
            struct Inner {
                int a = 0, b{}; // members 1 and 2
            } m_inner; // member 1
            struct Forward;
            std::function<void()> m_first; // member 2
            int m_second{0}; // member 3
            std::unique_ptr<Forward> m_third = make(1, 2); // member 4
            Said (*m_fourth)(const Place& place) = nullptr; // member 5
        };
    )"));
    REQUIRE(classes.size() == 2);
    CHECK(classes[0].name == "Outer");
    CHECK(classes[0].functions == 5);
    CHECK(classes[0].members == 5);
    CHECK(classes[1].name == "Inner");
    CHECK(classes[1].functions == 0);
    CHECK(classes[1].members == 2);
}

} // namespace class_size_test
