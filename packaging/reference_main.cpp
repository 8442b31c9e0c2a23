// Prints what the packages have besides the programs: signalbox_reference completion PROGRAM SHELL | config-page DATE VERSION
#include "app/process/completion.h"
#include "app/process/configuration_page.h"

#include <cstdio>
#include <string_view>

int main(int argc, char* argv[])
{
    QString text;
    if (argc == 4 && std::string_view(argv[1]) == "completion") {
        const auto program = std::string_view(argv[2]) == "signalbox" ? app::Program::Signalbox : app::Program::Signalboxd;
        const std::string_view shell = argv[3];
        text = app::completionScript(program, shell == "bash" ? app::Shell::Bash : shell == "zsh" ? app::Shell::Zsh : app::Shell::Fish);
    } else if (argc == 4 && std::string_view(argv[1]) == "config-page") {
        text = app::configurationPage(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    }
    const QByteArray bytes = text.toUtf8();
    return !bytes.isEmpty() && std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout) == static_cast<std::size_t>(bytes.size()) ? 0 : 2;
}
