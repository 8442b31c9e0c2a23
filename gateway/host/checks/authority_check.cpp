#include "authority_check.h"

namespace gateway::host {

AuthorityFile readAuthorities(const std::string& path) { return http::readAuthorityFile(QString::fromStdString(path)); }

AuthorityFinding checkAuthority(const std::string& path) { return readAuthorities(path).finding; }

} // namespace gateway::host
