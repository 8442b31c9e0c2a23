#include "data_folder_lock.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cstdint>
#include <sys/vfs.h>

namespace gateway::host {

// Values from <linux/magic.h>, and of file systems missing there, that several systems can mount at the same time.
bool isOnOwnDisk(const QString& folder)
{
    constexpr std::array<std::uint32_t, 18> kShared{
        0x00006969, // NFS
        0xff534d42, // CIFS
        0xfe534d42, // SMB 2
        0x0000517b, // SMB
        0x01021997, // 9p: WSL, QEMU
        0x65735546, // FUSE: sshfs, virtiofs, GlusterFS
        0x6a656a63, // virtiofs, as some have it
        0x00c36400, // Ceph
        0x5346414f, // AFS
        0x6b414653, // kAFS
        0x73757245, // Coda
        0x01161970, // GFS2
        0x7461636f, // OCFS2
        0x0bd00bd0, // Lustre
        0x47504653, // GPFS
        0x786f4256, // VirtualBox
        0xbacbacbc, // VMware
        0x19830326, // BeeGFS
    };
    struct statfs found{};
    if (::statfs(QFile::encodeName(folder).constData(), &found) != 0)
        return false;
    return std::ranges::find(kShared, static_cast<std::uint32_t>(found.f_type)) == kShared.end();
}

} // namespace gateway::host
