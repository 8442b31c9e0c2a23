#include "check_config.h"

#include "gateway/config/document.h"

#include <QFile>

#include <ostream>
#include <vector>

namespace app {

int checkConfig(const QString& file, bool given, std::ostream& out, std::ostream& err)
{
    const std::string name = file.toStdString();
    QFile source(file);
    if (!source.exists() && !given) {
        out << name << " is not there: the demo provider is used\n";
        return 0;
    }
    if (!source.open(QIODevice::ReadOnly)) {
        err << "cannot read " << name << ": " << source.errorString().toStdString() << '\n';
        return 1;
    }
    const QByteArray text = source.readAll();
    std::vector<gateway::config::Issue> issues;
    const auto document = gateway::config::Document::parse({text.constData(), static_cast<std::size_t>(text.size())}, issues);
    for (const auto& issue : issues)
        out << toText(issue) << '\n';
    if (!document) {
        if (issues.empty())
            err << name << ": " << document.error().message << '\n';
        return 1;
    }
    if (issues.empty())
        out << name << ": no problems\n";
    return 0;
}

} // namespace app
