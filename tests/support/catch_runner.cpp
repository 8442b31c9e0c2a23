#define CATCH_CONFIG_RUNNER
#include "catch.h"

#include "catch_runner.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace {

namespace fs = std::filesystem;

void setVariable(const char* name, const std::string& value)
{
#ifdef _WIN32
    _putenv_s(name, value.c_str());
#else
    setenv(name, value.c_str(), 1);
#endif
}

/// Each gateway that starts reads the authorities these name: with the system's 150, that takes longer than most tests.
/// Those about the variables set them.
void ignoreAuthoritiesOfMachine()
{
    for (const char* const name : {"SSL_CERT_FILE", "SSL_CERT_DIR"})
#ifdef _WIN32
        _putenv_s(name, "");
#else
        unsetenv(name);
#endif
}

/// The folder for the temporary files of this program only.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        constexpr std::string_view kBegin = "tf-"; // short, as socket paths are limited; and unlike the start of a key, which logs mask
        std::error_code unknown;
        if (fs::temp_directory_path(unknown).filename().string().starts_with(kBegin))
            return; // started by a test program, which checks its folder itself
        constexpr const char* kDigits = "0123456789abcdefghijklmnopqrstuv";
        constexpr int kTries = 100;
        std::random_device random;
        for (int i = 0; i < kTries && m_path.empty(); ++i) {
            std::string name(kBegin);
            for (int k = 0; k < 6; ++k)
                name += kDigits[random() % 32];
            std::error_code error;
            const fs::path path = fs::temp_directory_path(error) / name;
            if (!error && fs::create_directory(path, error)) {
                m_path = path;
                // Other users, as which some tests write, may pass through; the content has its own permissions.
                fs::permissions(path, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec, error);
            }
        }
        if (m_path.empty())
            return;
        for (const char* const name : {"TMPDIR", "TMP", "TEMP"})
            setVariable(name, m_path.string());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code error;
        if (!m_path.empty())
            fs::remove_all(m_path, error);
    }

    /// Reports what is left in it.
    bool isEmpty() const
    {
        std::error_code error;
        bool isClean = true;
        for (fs::recursive_directory_iterator each(m_path, fs::directory_options::skip_permission_denied, error), end; !error && each != end; each.increment(error)) {
            std::fprintf(stderr, "%s: left behind in the temporary folder\n", each->path().string().c_str());
            isClean = false;
        }
        return isClean;
    }

private:
    fs::path m_path;
};

} // namespace

int runTestCases(int argc, char* argv[])
{
    const TemporaryFolder folder;
    ignoreAuthoritiesOfMachine();
    const int result = Catch::Session().run(argc, argv);
    return folder.isEmpty() ? result : EXIT_FAILURE;
}
