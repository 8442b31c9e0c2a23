#include "catch.h"
#include "file_fixture.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

using namespace files_test;

namespace {

const QString kRoot = QStringLiteral(SIGNALBOX_SOURCE_DIR);

/// The one place that writes files.
constexpr auto kWriters = "gateway/core/files/";

/// Files in the format of another library that writes them: locks, and SQLite databases with their journals.
struct Exception {
    const char* file;
    const char* words;
};
constexpr std::array kExceptions{
    Exception{"gateway/config/history/config_history.cpp", "QLockFile"},
    Exception{"gateway/secrets/vault_file.cpp", "QLockFile"},
    Exception{"gateway/host/checks/data_folder_lock.cpp", "QLockFile"},
    Exception{"gateway/host/checks/data_folder_lock.h", "QLockFile"},
    Exception{"gateway/host/approvals/approval_file.cpp", "QLockFile"},
    Exception{"gateway/evaluation/preparation/run_lock.h", "QLockFile"},
    Exception{"gateway/evaluation/preparation/run_lock.cpp", "QLockFile"},
    Exception{"gateway/host/experiments/experiment_file.cpp", "QLockFile"},
    Exception{"gateway/host/checks/lock_look_windows.cpp", "held.open(QIODevice::ReadWrite"}, // checks the lock only: nothing is written
    Exception{"gateway/usage/sqlite/sqlite_connection.cpp", "sqlite3_open_v2"},
    Exception{"gateway/usage/sqlite/foreign_database.cpp", "sqlite3_open_v2"}, // for reading only
    Exception{"ui/pages/usage/usage_export.cpp", "buffer.open(QIODevice::WriteOnly"}, // in memory
};

/// The calls that open, copy or rename a file for writing in Qt, the standard library, POSIX and SQLite.
const std::vector<QRegularExpression>& forms()
{
    static const std::vector<QRegularExpression> all = [] {
        std::vector<QRegularExpression> made;
        for (const char* const form : {R"(\bQSaveFile\b)", R"(\bQTemporaryFile\b)", R"(\bQTemporaryDir\b)", R"(\bQSettings\b)", R"(\bQLockFile\b)", R"(\bQFile::(copy|rename|link|resize)\s*\()",
                 R"(\bQDir\(?[^;]*\)\.(rename|mkdir|mkpath)\s*\()", R"(\.(mkpath|mkdir)\s*\()", R"(\b\w+\.open\s*\([^;]*\b(WriteOnly|ReadWrite|Append|Truncate|NewOnly)\b)",
                 R"(\b(std::)?(ofstream|fstream|basic_ofstream|filebuf)\b)", R"(\b(std::)?(fopen|freopen|fdopen|tmpfile|mkstemp|mkostemp|mkdtemp)\s*\()",
                 R"(\b(O_CREAT|O_WRONLY|O_RDWR|O_APPEND|O_TRUNC|O_TMPFILE)\b)", R"((?<![\w.>:])(::)?(creat|truncate|rename|renameat|renameat2|link|linkat|mkdir)\s*\(\s*[^)]*\bconst(Data)?\b)",
                 R"(\bstd::rename\s*\()", R"(\b(std::)?(filesystem|fs)::(copy|copy_file|rename|resize_file|create_director(y|ies)|create_hard_link)\b)",
                 R"(\b(CreateFileW|CreateFileA|MoveFileExW|MoveFileW|CopyFileW|ReplaceFileW)\b)", R"(\bsqlite3_open(_v2|16)?\b)"})
            made.emplace_back(QString::fromLatin1(form));
        return made;
    }();
    return all;
}

QString withoutComments(QString text)
{
    static const QRegularExpression block(QStringLiteral(R"(/\*.*?\*/)"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression line(QStringLiteral(R"((?<!:)//[^\n]*)"));
    static const QRegularExpression include(QStringLiteral(R"(^\s*#include[^\n]*)"), QRegularExpression::MultilineOption);
    static const QRegularExpression literal(QStringLiteral(R"("(?:[^"\\\n]|\\.)*")"));
    return text.remove(block).remove(include).replace(literal, QStringLiteral("\"\"")).remove(line);
}

/// The calls in `text` that write files directly.
std::set<std::string> writingIn(const QString& text)
{
    std::set<std::string> found;
    const QString code = withoutComments(text);
    for (const QRegularExpression& form : forms())
        for (auto matches = form.globalMatch(code); matches.hasNext();)
            found.insert(matches.next().captured().simplified().toStdString());
    return found;
}

bool isExcepted(const QString& file, const std::string& words)
{
    return std::any_of(kExceptions.begin(), kExceptions.end(), [&](const Exception& each) { return file == QLatin1String(each.file) && words.starts_with(each.words); });
}

} // namespace

TEST_CASE("no source outside the file writer opens or copies or renames a file for writing")
{
    std::size_t seen = 0;
    for (const char* const folder : {"app", "gateway", "ui"}) {
        QDirIterator files(kRoot + QLatin1Char('/') + QLatin1String(folder), {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.mm")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString name = path.mid(kRoot.size() + 1);
            if (name.startsWith(QLatin1String(kWriters)))
                continue;
            ++seen;
            for (const std::string& words : writingIn(QString::fromStdString(contentOf(path)))) {
                CAPTURE(name.toStdString(), words);
                CHECK(isExcepted(name, words)); // use gateway/core/files instead
            }
        }
    }
    CHECK(seen > 1000);
}

TEST_CASE("recognises every form of writing a file")
{
    for (const char* const code : {"QSaveFile file(path);", "if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))", "file.open(QIODevice::ReadWrite)", "std::ofstream out(path);",
             "::open(name.constData(), O_CREAT | O_EXCL, 0600)", "QFile::rename(a, b)", "QFile::copy(a, b);", "std::filesystem::copy_file(a, b)", "std::filesystem::rename(a, b)",
             "QSettings settings(file, QSettings::IniFormat);", "std::fopen(path, mode)", "QTemporaryFile copy;", "QDir().mkpath(folder)", "info.dir().mkpath(u\".\"_s)", "std::rename(a, b)",
             "QLockFile lock(path);", "::rename(a.constData(), b.constData())"}) {
        CAPTURE(code);
        CHECK_FALSE(writingIn(QString::fromLatin1(code)).empty());
    }
    for (const char* const code : {"file.open(QIODevice::ReadOnly)", "// QSaveFile of Qt", "dialog->open();", "edit.rename(\"a\", \"b\");", "#include <QSaveFile>", "const QString words = tr(\"QSaveFile\");",
             "std::ifstream in(path);", "QFile::exists(path)", "rename(tool.nameSpace, tool.name, naming);", "QFile::remove(path)"}) {
        CAPTURE(code);
        CHECK(writingIn(QString::fromLatin1(code)).empty());
    }
}
