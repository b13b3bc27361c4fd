# The configuration of the test suite; test/README.md lists the substitutions.
import os

import lit.formats

Llvm = config.stet_llvm_version
LlvmTools = f"/usr/lib/llvm-{Llvm}/bin"
Source = config.stet_source_root
Build = config.stet_build_root
Include = f"{Source}/include"

config.name = f"Stet (LLVM {Llvm})"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".ll", ".test"]
# Inputs: what tests read. Runtime has a format of its own (Runtime/lit.site.cfg.py.in).
config.excludes = ["Inputs", "Runtime", "RuntimeOnCopies"]
config.test_source_root = f"{Source}/test"
config.test_exec_root = f"{Build}/test"

# A deadlock is a failure, not a night without results.
lit_config.maxIndividualTestTime = 600

config.available_features.add(f"llvm-{Llvm}")

# Tools of the LLVM under test come first. `not` is packaged with LLVM 22 only.
config.environment["PATH"] = os.pathsep.join(
    [LlvmTools, "/usr/lib/llvm-22/bin", config.environment.get("PATH", "")]
)
# A failure shows the lines around it, not the whole module.
config.environment["FILECHECK_OPTS"] = "-dump-input=fail -dump-input-filter=error -dump-input-context=8"
config.environment["PKG_CONFIG_PATH"] = f"{Build}/pkgconfig"
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
# A pool is a sparse file; small ones keep `pmempool check` and copies quick.
config.environment["STET_POOL_SIZE"] = "64M"
# lit --param check=1: every program in checked mode.
if "check" in lit_config.params:
    config.environment["STET_CHECK"] = lit_config.params["check"]

Plugin = f"-fplugin={Build}/stet.so -fpass-plugin={Build}/stet.so -I{Include}"
Clang = f"clang-{Llvm} {Plugin}"
Clangxx = f"clang++-{Llvm} -std=c++20 {Plugin}"
Verify = "-fsyntax-only -Xclang -verify"

Other = "19" if Llvm == "22" else "22"
if os.path.exists(f"/usr/bin/clang-{Other}"):
    config.available_features.add("other-clang")


def substitute(Name, Text):
    """Replaces the whole word %Name."""
    config.substitutions.append((f"%{Name}\\b", Text))


substitute("clang_stet_verify", f"{Clang} {Verify}")
substitute("clangxx_stet_verify", f"{Clangxx} {Verify}")
substitute("clang_cc1_stet", f"{Clang} {Verify}")
substitute("clang_stet", Clang)
substitute("clangxx_stet", Clangxx)
substitute("clang_plain", f"clang-{Llvm} -I{Include}")
substitute("clangxx_plain", f"clang++-{Llvm} -std=c++20 -I{Include}")
substitute("clang_other", f"clang-{Other}")
substitute("opt_stet", f"opt-{Llvm} -load-pass-plugin={Build}/stet-passes-{Llvm}.so")
substitute("link_stet", f"-L{Build} -Wl,-rpath,{Build} -lstet -pthread")
substitute("link_stet_test", f"-L{Build} -Wl,-rpath,{Build} -lstet-test -pthread")
# libc++ 22, for both compilers: Debian installs one version of its headers. It is linked in
# because the shared library there is older.
substitute("libcxx", "-stdlib=libc++ -static-libstdc++ -lc++abi -Wno-#warnings")
substitute("pmempool", "pmempool")
substitute("python", config.stet_python)
substitute("llvm_version", Llvm)
# Only the default version gets all of the random programs, crash points, levels and transactions.
Thinning = 1 if Llvm == "22" else 5
substitute("thinning", str(Thinning))
substitute("every_library", f"{config.stet_python} {Source}/test/every_library.py {Thinning}")
substitute("every_level", f"{config.stet_python} {Source}/test/every_level.py --thin {Thinning}")
substitute("stet_source", Source)
substitute("stet_build", Build)
substitute("stet", f"{Build}/bin/stet")
substitute("examples", f"{Source}/examples")
