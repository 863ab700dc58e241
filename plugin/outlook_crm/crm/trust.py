"""Which server certificates are believed: the operating system decides, plus the policy's file."""

import ssl

from outlook_crm.errors import BadSettings


def context(ca_file: str) -> ssl.SSLContext:
    """A client's TLS context that asks the operating system's own store.

    ``ca_file`` is a PEM file of further authorities, "" for none: firms that inspect
    TLS sign with one of their own.  Raises BadSettings when it cannot be used.
    """
    import truststore  # noqa: PLC0415 - 20 ms that plain HTTP need not pay

    trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        try:
            trusted.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise BadSettings(
                "The file of certificates {file} cannot be used: {reason}",
                file=ca_file,
                reason=error.strerror or type(error).__name__,
            ) from None
    return trusted
