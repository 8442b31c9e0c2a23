#include "bill_file.h"

#include "gateway/core/text/system_reason.h"

#include <QFile>

#include <algorithm>

namespace gateway::usage {

namespace {

constexpr qint64 kLargestFile = 256 * 1024 * 1024;

} // namespace

Result<Bill> readBillFile(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, systemReason(file.errorString().toStdString()));
    if (file.size() > kLargestFile)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "larger than 256 MB; export fewer days at once")});
    const QByteArray text = file.readAll();
    return readBill({text.constData(), static_cast<std::size_t>(text.size())});
}

Sentence foreignBillNote(const Bill& bill, const config::ProviderSettings& provider,
    const std::function<const providers::CatalogEntry*(std::string_view)>& find)
{
    const auto types = billTypes(bill.format);
    const auto* const own = find(provider.type);
    const auto* const theirs = types.empty() ? nullptr : find(types.front());
    if (!own || !theirs || provider.baseUrl || own->region == providers::Region::Custom
        || std::ranges::find(types, own->id) != types.end())
        return {};
    return {QT_TRANSLATE_NOOP("Error", "This is an export of %1, but provider \"%2\" is of type %3. It is compared anyway."), {theirs->name, provider.id, own->name}};
}

} // namespace gateway::usage
